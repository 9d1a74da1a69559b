using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using RxTim.Emulator;

namespace RxTim.Hosting.Tests;

/// <summary>The sample CampaignService, which sends to an emulator's server.</summary>
internal sealed class CampaignProcess(SampleProcess sample) : IDisposable
{
    public HttpClient Http => sample.Http;

    public string Output => sample.Output;

    public static async Task<CampaignProcess> StartAsync(EmulatorServer server, string folder, params string[] settings) => new(
        await SampleProcess.StartAsync(
            "CampaignService",
            [
                "--Campaigns:Folder", folder, "--Campaigns:GracePeriod", "00:00:02", "--RxTim:Rest:Domain", server.Address.ToString(),
                "--RxTim:Rest:SdkAppId", server.SdkAppId.ToString(CultureInfo.InvariantCulture), "--RxTim:Rest:Admin", server.Admin,
                .. settings,
            ],
            ("RxTim__Rest__SecretKey", server.SecretKey)));

    public async Task BeginAsync(string name, IEnumerable<string> identifiers)
    {
        using var answer = await Http.PostAsJsonAsync(
            "campaigns", new { name, text = "hello", identifiers }, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
    }

    public async Task<JsonElement> ReadAsync(string name) =>
        await Http.GetFromJsonAsync<JsonElement>($"campaigns/{name}", TestContext.Current.CancellationToken);

    public async Task<string?> StateAsync(string name) => (await ReadAsync(name)).GetProperty("state").GetString();

    public Task KillAsync() => sample.KillAsync();

    public Task<int> StopAsync() => sample.StopAsync();

    public void Dispose() => sample.Dispose();
}
