using Microsoft.Playwright;

namespace RxTim.Emulator.Tests.Inbox;

/// <summary>What is measured at a page that a browser shows: from the styles and sizes that it has, not from those that were
/// written.</summary>
internal static class PageAudit
{
    private const string IsShown = "node => node.checkVisibility({ checkVisibilityCSS: true }) && node.getClientRects().length > 0";

    // Each text against the ground that it stands on, with all that is translucent laid over one another.
    private const string FaintTexts =
        """
        () => {
          const parse = color => { const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number); return [r, g, b, a]; };
          const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
          const ground = node => {
            const layers = [];
            for (let at = node; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
            const canvas = matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255];
            return layers.reverse().reduce((under, layer) => over(layer, under), canvas);
          };
          const luminance = color => {
            const [r, g, b] = color.slice(0, 3).map(value => value / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
            return .2126 * r + .7152 * g + .0722 * b;
          };
          const contrast = (a, b) => { const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
          const opacity = node => {
            let all = 1;
            for (let at = node; at; at = at.parentElement) all *= getComputedStyle(at).opacity;
            return all;
          };
          const found = [];
          let texts = 0;
          const check = (node, style, text) => {
            texts++;
            const under = ground(node), [r, g, b, a] = parse(style.color);
            const ratio = contrast(over([r, g, b, a * opacity(node)], under), under);
            if (ratio < 4.5) found.push(ratio.toFixed(2) + ' ' + text.trim().slice(0, 40));
          };
          const walker = document.createTreeWalker(document.querySelector('dialog[open]') || document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode.parentElement;
            if (walker.currentNode.data.trim() && !node.closest('noscript, template, option, .unseen') && SHOWN(node))
              check(node, getComputedStyle(node), walker.currentNode.data);
          }
          for (const node of document.querySelectorAll('input, select')) {
            if (!SHOWN(node)) continue;
            check(node, getComputedStyle(node), node.value || 'a field');
            if (node.placeholder) check(node, getComputedStyle(node, '::placeholder'), node.placeholder);
          }
          return texts < 4 ? ['only ' + texts + ' texts were found'] : found;
        }
        """;

    private const string Controls =
        "() => [...document.querySelectorAll('a[href], button, input, select, summary, pre[tabindex]')].filter(SHOWN)";

    /// <summary>Texts with less contrast than 4.5 to 1.</summary>
    public static Task<string[]> FaintTextsAsync(IPage page) => page.EvaluateAsync<string[]>(With(FaintTexts));

    /// <summary>What is wider than the screen, or the page if it is.</summary>
    public static Task<string[]> TooWideAsync(IPage page) => page.EvaluateAsync<string[]>(With(
        """
        () => [...document.querySelectorAll('body, body *')].filter(SHOWN)
          .map(node => [node, node.getBoundingClientRect()])
          .filter(([node, box]) => !node.closest('.unseen') && (box.right > innerWidth + .5 || box.left < -.5))
          .map(([node]) => node.outerHTML.slice(0, 120)).concat(document.documentElement.scrollWidth > innerWidth ? ['the page'] : [])
        """));

    /// <summary>How many controls are shown.</summary>
    public static Task<int> ControlsAsync(IPage page) => page.EvaluateAsync<int>($"({With(Controls)})().length");

    /// <summary>Goes round the page by Tab, and gives the controls that were not reached, or that did not show that they were.</summary>
    public static async Task<string[]> UnreachedAsync(IPage page)
    {
        await page.EvaluateAsync("() => { window.audit = { reached: new Set(), rounds: 0 }; document.activeElement.blur(); }");
        var most = await ControlsAsync(page) * 20 + 20;
        for (var step = 0; step < most; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            var isOver = await page.EvaluateAsync<bool>(
                $$"""
                () => {
                  const node = document.activeElement, style = getComputedStyle(node), audit = window.audit;
                  if (node === document.body) return ++audit.rounds > 1;
                  if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) audit.reached.add(node);
                  return ({{With(Controls)}})().every(control => audit.reached.has(control));
                }
                """);
            if (isOver)
                break;
        }
        return await page.EvaluateAsync<string[]>(
            $"() => ({With(Controls)})().filter(node => !window.audit.reached.has(node)).map(node => node.outerHTML.slice(0, 160))");
    }

    /// <summary>How many controls, pictures, gauges and lists the browser gives no name.</summary>
    public static async Task<List<string>> NamelessAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        var tree = await session.SendAsync("Accessibility.getFullAXTree");
        await session.DetachAsync();
        string[] named =
        [
            "button", "link", "textbox", "searchbox", "combobox", "checkbox", "meter", "dialog", "navigation", "search", "region",
            "DateTime", "heading",
        ];
        var nameless = new List<string>();
        var controls = 0;
        foreach (var node in tree!.Value.GetProperty("nodes").EnumerateArray())
        {
            if (node.GetProperty("ignored").GetBoolean() || !named.Contains(node.GetProperty("role").GetProperty("value").GetString()))
                continue;
            controls++;
            if (!node.TryGetProperty("name", out var name) || string.IsNullOrWhiteSpace(name.GetProperty("value").GetString()))
                nameless.Add(node.GetRawText());
        }
        Assert.InRange(controls, 8, int.MaxValue);
        return nameless;
    }

    private static string With(string script) => script.Replace("SHOWN", $"({IsShown})", StringComparison.Ordinal);
}
