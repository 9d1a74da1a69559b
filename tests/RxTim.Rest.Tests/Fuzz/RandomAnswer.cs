using System.Globalization;
using System.Text;

namespace RxTim.Rest.Tests;

/// <summary>What a server did with a call, and an answer that says so, in one of the many ways in which it can be written.</summary>
internal sealed class RandomAnswer
{
    private static readonly string[] Names = ["a", "b", "B", "b ", "é", "ｂ", "用户😀", "a\"q", "x\\y", "\uFFFD", "0", "null"];
    private static readonly int[] Codes = [1, -5, 6001, 70107, 90048, 20007, 91000, 123456];

    private readonly Random random;
    private readonly List<byte> bytes = [];

    private RandomAnswer(Random random)
    {
        this.random = random;
        Asked = [.. Names.OrderBy(_ => random.Next()).Take(random.Next(1, 7))];
    }

    public string[] Asked { get; }

    /// <summary>Whose message the server has stored.</summary>
    public HashSet<string> Stored { get; } = [];

    public bool HasStored => Stored.Count > 0;

    public byte[] Bytes => [.. bytes];

    public static RandomAnswer Make(Random random)
    {
        var answer = new RandomAnswer(random);
        answer.Write();
        return answer;
    }

    private bool OneIn(int chances) => random.Next(chances) == 0;

    private void Write()
    {
        var isRefused = OneIn(5);
        var entries = new List<Action>();
        foreach (var identifier in Asked)
        {
            if (!isRefused && !OneIn(3))
                Stored.Add(identifier);
            else if (!isRefused || OneIn(2))
                entries.Add(Entry(SpeltOtherwise(identifier), Codes[random.Next(Codes.Length)]));
            else
                continue;
            if (OneIn(10))
                entries.Add(Entry(OneIn(2) ? "somebody" : identifier, 0));
        }
        var code = Stored.Count > 0 ? 0 : Codes[random.Next(Codes.Length)];

        var members = new List<(string, Action)> { ("ErrorCode", () => Put(code.ToString(CultureInfo.InvariantCulture))) };
        if (!OneIn(4))
            members.Add(("ActionStatus", () => Text(code == 0 && !OneIn(20) ? "OK" : "FAIL")));
        if (!OneIn(4))
            members.Add(("ErrorInfo", Loose));
        if (!OneIn(4))
            members.Add(("MsgKey", () => { if (OneIn(4)) Loose(); else Text("1_2_3"); }));
        if (entries.Count > 0 || OneIn(3))
            members.Add(("ErrorList", () => Array(entries)));
        while (OneIn(3))
            members.Add(("New", Loose));
        if (OneIn(10))
            bytes.AddRange([0xef, 0xbb, 0xbf]);
        Object(members);
    }

    private Action Entry(string account, int code) => () =>
    {
        var members = new List<(string, Action)>
        {
            ("To_Account", () => Text(account)),
            ("ErrorCode", () => Put(code.ToString(CultureInfo.InvariantCulture))),
        };
        if (OneIn(4))
            members.Add(("ErrorInfo", Loose));
        if (OneIn(6))
            members.Add(("New", Loose));
        Object(members);
    };

    // Now and then, and never as another who was asked for.
    private string SpeltOtherwise(string identifier)
    {
        var other = random.Next(3) switch
        {
            0 => identifier.ToUpperInvariant(),
            1 => identifier + " ",
            _ => identifier.Normalize(NormalizationForm.FormKD),
        };
        return OneIn(12) && !Asked.Contains(other) ? other : identifier;
    }

    private void Object(List<(string Key, Action Value)> members)
    {
        Put("{");
        var first = true;
        foreach (var (key, value) in members.OrderBy(_ => random.Next()))
        {
            if (!first)
                Put(",");
            first = false;
            Text(key);
            Put(":");
            value();
        }
        Put("}");
    }

    private void Array(List<Action> items)
    {
        Put("[");
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                Put(",");
            items[i]();
        }
        Put("]");
    }

    // A value that the outcome does not hang on.
    private void Loose()
    {
        switch (random.Next(8))
        {
            case 0: Put("null"); break;
            case 1: Put("-1.5e3"); break;
            case 2: Put("true"); break;
            case 3: Array([Loose, Loose]); break;
            case 4: Object([("ErrorCode", Loose), ("To_Account", Loose), ("x", Loose)]); break;
            case 5: Put("\"cut "); bytes.AddRange([0xe4, 0xbd]); Put("\""); break;
            case 6: Put("\"half \\ud83d \\n\""); break;
            default: Text("it's \"so\" 用户😀\n"); break;
        }
    }

    private void Text(string text)
    {
        bytes.Add((byte)'"');
        foreach (var rune in text.EnumerateRunes())
        {
            if (OneIn(12) || rune.Value < ' ')
            {
                foreach (var unit in rune.ToString())
                    bytes.AddRange(Encoding.ASCII.GetBytes($"\\u{(int)unit:x4}"));
            }
            else
            {
                if (rune.Value is '"' or '\\')
                    bytes.Add((byte)'\\');
                bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
            }
        }
        bytes.Add((byte)'"');
    }

    private void Put(string token)
    {
        bytes.AddRange(Encoding.ASCII.GetBytes(token));
        if (OneIn(20) && !token.StartsWith('"'))
            bytes.AddRange(" \r\n\t"u8);
    }
}
