// The records of our own requests and notifications, which docs/lsp-extensions.md describes and client/src/protocol.ts repeats; a test
// compares the three. Null members are left out when written.
using System.Text.Json.Serialization;

namespace Bep.Server.Protocol;

/// <summary>Asks for the proposals, the convention or the change of the series in this folder.</summary>
sealed record ProposalsParams(string Series);

/// <summary>
/// The stations of a proposal's life in the series' own order, the proposals by number, those without one last, and those in flight, which
/// only other branches have; and its reader's name as git has it, left out where it has none.
/// </summary>
sealed record ProposalsResult(StatusInfo[] Statuses, ProposalInfo[] Proposals, InFlightInfo[] InFlight, string? Me);

/// <summary>
/// A status: what it means in the series' own words, what may follow it, whether nobody works on the proposal any more, and its category
/// (<see cref="Analysis.Features.StatusCategory"/>, in lower case).
/// </summary>
sealed record StatusInfo(string Name, string? Description, string[] Next, bool Settled, string Category);

/// <summary>
/// A proposal. `Id` is its number as it is read, `BEP-1020`, and for a draft without one its file's name; `Number` is the digits alone.
/// Where only the number is reserved, `Reserved` is the row that says so and `Uri` the registry; else `Uri` is the document. Date and
/// versions are as they are written, empty where they are not. `Successor` and `RefersTo` are numbers as they are read. `Changed` is the
/// time of the last commit that changed it, in seconds since 1970, and left out where there is none. `Category` is that of `Status`, which
/// need not be one of the lifecycle's. `CitedSince` is the oldest release whose code is known to follow a proposal that is not settled, and
/// left out where none does.
/// </summary>
sealed record ProposalInfo(
    string Id,
    string? Number,
    string Title,
    string Status,
    string Category,
    string Uri,
    Range? Reserved,
    string[] Authors,
    string Created,
    string TargetVersion,
    string ImplementedVersion,
    string? Successor,
    string[] RefersTo,
    PartInfo[] Parts,
    long? Changed,
    bool Registered,
    string? CitedSince
);

/// <summary>
/// A proposal that only other branches have, which are at least one, the nearest first: the base branch, then the latest. `Uri` is the address
/// at which the client can ask for the text of its document (`workspace/textDocumentContent`); left out where there is none, or the client asks
/// for no texts. The rest is as in a proposal, empty where nobody says it.
/// </summary>
sealed record InFlightInfo(
    string Id,
    string Number,
    string Title,
    string Status,
    string Category,
    string? Uri,
    string[] Authors,
    string Created,
    string TargetVersion,
    BranchInfo[] Branches
);

/// <summary>A branch as git shows it, and who made its last commit and when, `2026-01-31`; empty where that is not known.</summary>
sealed record BranchInfo(string Name, string Author, string Date);

/// <summary>A document in a proposal's supporting directory.</summary>
sealed record PartInfo(string Uri, string Title);

/// <summary>
/// Asks which statuses the proposals of a series had; with a `Document`, for those of its proposal alone, and for the commits.
/// </summary>
sealed record StatusHistoryParams(string Series, string? Document = null);

/// <summary>The proposals that were committed; or none, and in `Unknown` a sentence that says why nothing is known.</summary>
sealed record StatusHistoryResult(ProposalHistoryInfo[] Proposals, string? Unknown);

/// <summary>The statuses that a proposal had, the first one first; there is at least one.</summary>
sealed record ProposalHistoryInfo(string Uri, DatedStatusInfo[] Statuses);

/// <summary>
/// A status, and the day on which it was committed, `2026-01-31`; left out where the proposal had it before it came into the repository.
/// `Accepted` where the series calls what is agreed on so. The `Commit` is left out where no commit says it yet.
/// </summary>
sealed record DatedStatusInfo(string? Day, string Status, bool Accepted, CommitInfo? Commit);

/// <summary>
/// A commit: its hash, its author's name and the first line of its message. `Uri` and `Before` are addresses of the document after and before
/// it, for `workspace/textDocumentContent`; `Before` is left out where it came with the commit.
/// </summary>
sealed record CommitInfo(string Name, string Author, string Subject, string Uri, string? Before);

/// <summary>The list of the series in this folder is another one now.</summary>
sealed record ProposalsChangedParams(string Series);

/// <summary>
/// The proposal that the document is, or is a part of, and what it has to do with others; and where its own documents name it.
/// </summary>
sealed record ConnectionsResult(string Id, string Uri, ConnectionInfo[] RefersTo, ConnectionInfo[] ReferredToBy, PlaceInfo[] Itself);

/// <summary>The other end of a connection: a proposal, or a document by its name; without `Uri` where there is no document.</summary>
sealed record ConnectionInfo(string Id, string Title, string Status, string? Uri, PlaceInfo[] Places);

/// <summary>Where one names the other; `Text` is the line without the white space around it.</summary>
sealed record PlaceInfo(string Uri, Range Range, string Text);

/// <summary>How a series does one thing, and where it says so: no `Uri` where it says nothing of it.</summary>
sealed record ConventionFactInfo(string Name, string Value, string Description, string? Uri, Range? Range);

/// <summary>
/// The title of a change, left out where nothing is changed; and the branch that was compared with, left out where there is none.
/// </summary>
sealed record ChangeTitleResult(string? Title, string? Base);

/// <summary>
/// A status that may come next. `Version`, `Successor` and `Reason` name what it asks for, and are left out where it does not; `Versions`
/// are those that it could be, the newest first.
/// </summary>
sealed record StepInfo(string Status, string? Version, string[]? Versions, string? Successor, string? Reason);

/// <summary>The status that a proposal gets next if all goes well, and what it lacks for that.</summary>
sealed record NextStepInfo(string Status, MissingInfo[] Missing);

/// <summary>Something that is missing, in words, and where.</summary>
sealed record MissingInfo(string Words, Range Range);

/// <summary>
/// Something that the template leaves to its author. With `Room` there is only white space, which `Room` takes the place of before writing
/// starts after its first two line ends.
/// </summary>
sealed record PlaceToFillInfo(Range Range, string? Room);

/// <summary>Asks how findings of a series can be fixed many at a time; with a `Document`, also how many of them are in that one.</summary>
sealed record WaysToFixParams(string Series, string? Document = null);

/// <summary>
/// A way in which findings of one rule can be fixed: the rule's name and what it asks for, what `bep.server.fixAll` takes to know the way,
/// what it does to the first finding, and how many can be fixed so in the document and in the series.
/// </summary>
sealed record WayToFixInfo(string Rule, string Summary, string Way, string Title, int InDocument, int InSeries);

/// <summary>
/// Asks for the number that the next proposal of a series gets: where `Fresh`, after the repository has been read once more; with a
/// `Title`, also for what is made of it.
/// </summary>
sealed record ReservationParams(string Series, bool Fresh = false, string? Title = null);

/// <summary>
/// The next number, as it is read, and in a sentence what it was chosen by; `Old` where others may have reserved what is not known here.
/// With a title there are the `Document` (its address), the `Branch` to make it on, and the `Message` to commit it with; or the `Refusal`
/// that says why not.
/// </summary>
sealed record ReservationInfo(
    string Number,
    string Sentence,
    bool Old,
    string? Document = null,
    string? Branch = null,
    string? Message = null,
    string? Refusal = null
);

/// <summary>
/// Asks which folders could be set up as series; with a `Folder`, an address, whether that one could.
/// </summary>
sealed record FoldersToSetUpParams(string? Folder = null);

/// <summary>The folders, the likeliest first, and what a series can be started from.</summary>
sealed record FoldersToSetUpResult(FolderToSetUpInfo[] Folders, PresetInfo[] Presets);

/// <summary>A folder that could be set up; `New` where no document in it has a number, so that a preset says how they will be written.</summary>
sealed record FolderToSetUpInfo(string Uri, bool New);

/// <summary>A preset, and in its own words what series it is for.</summary>
sealed record PresetInfo(string Name, string Description);

/// <summary>The series that are open, each time that something here changes.</summary>
sealed record SeriesParams(SeriesInfo[] Series);

/// <param name="Name">What a person calls the series: its folder, below the repository's.</param>
/// <param name="Folder">Its address.</param>
/// <param name="Registry">The registry's address; null, and written so, where there is none.</param>
/// <param name="Prefix">The word before a number.</param>
/// <param name="Mention">A regular expression, without flags, for a mention of a proposal in plain text
/// (<see cref="Analysis.Features.MentionPattern"/>); its first group is the number.</param>
/// <param name="Next">The number that the next proposal gets, as it is read.</param>
/// <param name="Proposals">How many there are.</param>
/// <param name="Complete">False until every file has been read.</param>
/// <param name="Branches">What is known of other branches; null where there is no repository, and as long as it has not been read.</param>
/// <param name="NewErrors">How many errors there are that the base branch does not have; null where it is not known what that has.</param>
sealed record SeriesInfo(
    string Name,
    string Folder,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Registry,
    string Prefix,
    string Mention,
    string Next,
    int Proposals,
    bool Complete,
    BranchesInfo? Branches = null,
    int? NewErrors = null
);

/// <param name="Seen">How many were read, and how long ago they were fetched.</param>
/// <param name="Taken">How many numbers of the series they give to other proposals; null where they give none.</param>
/// <param name="Problem">What could not be read; null where everything was.</param>
/// <param name="Remote">True where there is something to fetch from.</param>
sealed record BranchesInfo(string Seen, string? Taken, string? Problem, bool Remote);
