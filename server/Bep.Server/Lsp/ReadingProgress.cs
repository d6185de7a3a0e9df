using Bep.Server.Files;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>Shows the author that a series is being read (LSP 3.17, "Work Done Progress"). The client's consent is not waited for.</summary>
sealed class ReadingProgress(Connection client)
{
    private Task<bool> _begun = Task.FromResult(false);
    private string _token = "";
    private int _count;

    /// <summary>Takes the number of documents read, of how many; 0 begins, null ends.</summary>
    public void Report(SeriesPlace place, int? done, int of)
    {
        if (done == 0) _begun = Begin(_token = $"bep-reading-{++_count}", place);
        else if (done is null) _begun = Then(_begun, _token, new("end"));
        else if (_begun.IsCompletedSuccessfully && _begun.Result) Notify(_token, new("report", Message: $"{done} of {of}", Percentage: done * 100 / of));
    }

    private async Task<bool> Begin(string token, SeriesPlace place)
    {
        try
        {
            await client.Ask("window/workDoneProgress/create", new(token), Json.Default.ProgressCreateParams, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RequestException)
        {
            return false;
        }
        Notify(token, new("begin", Title: $"BEP: reading {place.Name}", Percentage: 0));
        return true;
    }

    private async Task<bool> Then(Task<bool> begun, string token, ProgressValue value)
    {
        if (await begun.ConfigureAwait(false)) Notify(token, value);
        return false;
    }

    private void Notify(string token, ProgressValue value) => client.Notify("$/progress", new ProgressParams(token, value), Json.Default.ProgressParams);
}
