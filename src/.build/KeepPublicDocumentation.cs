using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>A task of the build: removes from an assembly's XML documentation what its PublicAPI files do not list.</summary>
public sealed class KeepPublicDocumentation : Task
{
    private static readonly Regex Modifiers = new Regex(@"^(~|static |override |abstract |virtual |sealed |const |readonly |extern )+");
    private static readonly Regex TypeArguments = new Regex(@"<[^<>]*>");

    [Required]
    public string[] Surface { get; set; }

    [Required]
    public string Documentation { get; set; }

    public override bool Execute()
    {
        var names = new HashSet<string>(Surface.SelectMany(File.ReadLines).Select(NameInSurface));
        var document = XDocument.Load(Documentation, LoadOptions.PreserveWhitespace);
        var hidden = document.Descendants("member").Where(member => !IsListed(names, (string)member.Attribute("name"))).ToList();
        foreach (var member in hidden)
            member.Remove();
        document.Save(Documentation, SaveOptions.DisableFormatting);
        return true;
    }

    // "static RxTim.Pace.CallsPerSecond(int calls) -> ..." is RxTim.Pace.CallsPerSecond; a property's accessors are the property.
    private static string NameInSurface(string line)
    {
        var name = Modifiers.Replace(line, "");
        var end = name.IndexOfAny(new[] { '(', ' ' });
        name = end < 0 ? name : name.Substring(0, end);
        while (name != (name = TypeArguments.Replace(name, "")))
        {
        }
        return Regex.Replace(name, @"\.(get|set|init|add|remove)$", "");
    }

    // Of overloads that share a name, all are kept where one is listed.
    private static bool IsListed(HashSet<string> names, string id)
    {
        var name = Regex.Replace(id.Substring(2), @"[(~].*$", "");
        name = Regex.Replace(name, @"`+\d+", "");
        var type = name.Substring(0, Math.Max(0, name.LastIndexOf('.')));
        var member = name.Substring(name.LastIndexOf('.') + 1);
        if (member == "#ctor")
            return names.Contains(type + type.Substring(type.LastIndexOf('.')));
        return names.Contains(name) || (member.StartsWith("op_", StringComparison.Ordinal) && names.Contains(type));
    }
}
