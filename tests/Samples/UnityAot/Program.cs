UnityScenarios.Scenarios.Run(Console.WriteLine);
