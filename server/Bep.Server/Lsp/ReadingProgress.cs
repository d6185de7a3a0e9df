using Bep.Server.Files;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// Shows the author that a series is being read (LSP 3.17, "Work Done Progress"). The client's consent is not waited for.
/// </summary>
/// <param name="client">Gets the progress.</param>
/// <param name="info">Who reads it.</param>
sealed class ReadingProgress(Connection client, ClientInfo info)
{
    private readonly Lock _gate = new();
    private Task<bool>? _begun;
    private string _token = "";
    private int _count;

    /// <summary>Takes the number of documents read, of how many; null ends. Called from several threads.</summary>
    public void Report(SeriesLocation place, int? done, int of)
    {
        lock (_gate)
        {
            if (done is null)
            {
                if (_begun is not null)
                    Safely.Forget("progress", EndAfterAsync(_begun, _token));
                _begun = null;
            }
            else if (_begun is null)
            {
                _begun = Begin(_token = $"bep-reading-{++_count}", place);
            }
            else if (_begun.IsCompletedSuccessfully && _begun.Result)
            {
                Notify(_token, new("report", Message: info.Localize($"{done.Value} of {of}"), Percentage: done * 100 / of));
            }
        }
    }

    private async Task<bool> Begin(string token, SeriesLocation place)
    {
        try
        {
            await client
                .SendRequestAsync("window/workDoneProgress/create", new(token), Json.Default.ProgressCreateParams, CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (RequestException)
        {
            return false;
        }
        Notify(token, new("begin", Title: info.Localize($"BEP: reading {place.Name}"), Percentage: 0));
        return true;
    }

    private async Task EndAfterAsync(Task<bool> begun, string token)
    {
        if (await begun.ConfigureAwait(false))
            Notify(token, new("end"));
    }

    private void Notify(string token, ProgressValue value) =>
        client.Notify("$/progress", new ProgressParams(token, value), Json.Default.ProgressParams);
}
