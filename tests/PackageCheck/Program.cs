using PackageCheck;

if (args is not [var folder] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("usage: PackageCheck FOLDER");
    return 2;
}
var packages = Directory.GetFiles(folder, "*.nupkg").Order().ToList();
var problems = packages.SelectMany(static path =>
{
    using var package = new Package(path);
    return package.Problems().Select(problem => $"{Path.GetFileName(path)}: {problem}").ToList();
}).ToList();
foreach (var problem in problems)
    Console.Error.WriteLine(problem);
Console.WriteLine($"{packages.Count} packages, {problems.Count} problems");
return packages.Count > 0 && problems.Count == 0 ? 0 : 1;
