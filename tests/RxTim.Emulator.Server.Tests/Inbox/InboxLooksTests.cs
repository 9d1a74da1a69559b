using Microsoft.Playwright;

namespace RxTim.Emulator.Tests.Inbox;

/// <summary>Every view at the width of a telephone and of a desk, light and dark.</summary>
public sealed class InboxLooksTests : BrowserTest
{
    private protected override EmulatorServerOptions Options => base.Options with { CallsPerSecond = 200, MessagesPerMinute = 12_000 };

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(1400, ColorScheme.Dark)]
    public async Task Nothing_is_too_wide_faint_nameless_or_out_of_the_keyboards_reach(int width, ColorScheme scheme)
    {
        await Exhibits.SendAsync(Running);
        var page = await OpenAsync("", width, 844, scheme);
        var problems = new List<string>();
        foreach (var view in Exhibits.Views)
        {
            await ShowAsync(page, view);
            await OpenFoldsAsync(page);
            await PhotographAsync(page, $"{width}-{scheme}-{view}");
            string[] found =
            [
                .. await PageAudit.TooWideAsync(page), .. await PageAudit.FaintTextsAsync(page), .. await PageAudit.NamelessAsync(page),
                .. await PageAudit.UnreachedAsync(page),
            ];
            problems.AddRange(found.Select(problem => $"{view}: {problem}"));
        }
        foreach (var dialog in (string[])["#help-open", "#clear"])
        {
            await page.Locator(dialog).ClickAsync();
            await PhotographAsync(page, $"{width}-{scheme}-{dialog}");
            string[] found = [.. await PageAudit.TooWideAsync(page), .. await PageAudit.FaintTextsAsync(page)];
            problems.AddRange(found.Select(problem => $"{dialog}: {problem}"));
            await page.Keyboard.PressAsync("Escape");
        }
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData(ReducedMotion.Reduce, false)]
    [InlineData(ReducedMotion.NoPreference, true)]
    public async Task Rows_move_in_only_for_those_who_do_not_mind(ReducedMotion motion, bool moves)
    {
        await Exhibits.SendAsync(Running);
        var page = await OpenAsync(motion: motion);
        await Assertions.Expect(Rows(page).First).ToBeVisibleAsync();

        Assert.Equal(moves, await Rows(page).First.EvaluateAsync<string>("row => getComputedStyle(row).animationName") != "none");
    }

    [Fact]
    public async Task A_measure_finds_what_it_is_to_find()
    {
        await Exhibits.SendAsync(Running);
        var page = await OpenAsync("", 390);
        await ShowAsync(page, "#/sends");
        await page.EvaluateAsync(
            """
            () => {
              const view = document.getElementById('view'), faint = document.createElement('p'), wide = document.createElement('button');
              faint.textContent = 'faint';
              faint.style.color = '#999';
              wide.style.width = '500px';
              wide.style.maxWidth = 'none';
              wide.tabIndex = -1;
              view.append(faint, wide);
            }
            """);

        Assert.Contains("faint", Assert.Single(await PageAudit.FaintTextsAsync(page)));
        Assert.NotEmpty(await PageAudit.TooWideAsync(page));
        Assert.Single(await PageAudit.NamelessAsync(page));
        Assert.Single(await PageAudit.UnreachedAsync(page));
    }

    private static async Task ShowAsync(IPage page, string view)
    {
        await GoAsync(page, view);
        var isThere = view is "#/faults" ? page.Locator("#rules li").First
            : view is "#/nowhere" ? page.GetByText("There is nothing here")
            : page.Locator("#view .rows > li, #view pre, #view .empty:visible").First;
        await Assertions.Expect(isThere).ToBeVisibleAsync();
    }

    private static async Task OpenFoldsAsync(IPage page) =>
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(fold => { fold.open = true; })");

    // For whoever wants to look: RXTIM_SCREENSHOTS names a folder.
    private static async Task PhotographAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("RXTIM_SCREENSHOTS") is { Length: > 0 } folder)
        {
            var file = string.Concat(name.Select(static c => char.IsLetterOrDigit(c) || c == '-' ? c : '_'));
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{file}.png") });
        }
    }
}
