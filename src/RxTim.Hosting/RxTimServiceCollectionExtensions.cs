using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RxTim;
using RxTim.Emulator;
using RxTim.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>RxTim in the services of an application.</summary>
public static class RxTimServiceCollectionExtensions
{
    /// <summary>Adds a <see cref="TimClient"/> over the server REST API, set up by the section <c>RxTim</c> of the configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The application's whole configuration.</param>
    /// <param name="key">The key by which the client is got (<c>[FromKeyedServices]</c>), for one of several apps; its section is
    /// <c>RxTim:KEY</c>. Null, the default, for the client without.</param>
    /// <returns>What can be set up further.</returns>
    /// <remarks>The options are checked when the host starts; an <see cref="OptionsValidationException"/> names each key that is wrong and
    /// what is allowed.</remarks>
    public static RxTimBuilder AddRxTim(this IServiceCollection services, IConfiguration configuration, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        var path = RxTimDefaults.NameOf(key);
        var name = NameOf(key);
        services.AddSingleton<IConfigureOptions<RxTimOptions>>(new ReadOptions(name, configuration.GetSection(path), path));
        return Add(services, key);
    }

    /// <summary>Adds a <see cref="TimClient"/> over the server REST API, set up in code.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets it up.</param>
    /// <param name="key">The key by which the client is got; null, the default, for the client without.</param>
    /// <returns>What can be set up further.</returns>
    public static RxTimBuilder AddRxTim(this IServiceCollection services, Action<RxTimOptions> configure, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(NameOf(key), configure);
        return Add(services, key);
    }

    /// <summary>Lets an emulator inside the process (<see cref="TimEmulator"/>, a service too) take what the client sends, instead of the
    /// REST API: for development, without an account or a network. What the section <c>Rest</c> says does not matter then.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">How it behaves.</param>
    /// <param name="key">The key of the client; null, the default, for the one without.</param>
    /// <returns>The services.</returns>
    /// <remarks>Call it after <c>AddRxTim</c>, and only in development: a warning is logged at start in any other environment, for nothing
    /// is sent to anybody.</remarks>
    public static IServiceCollection AddRxTimEmulator(
        this IServiceCollection services, TimEmulatorOptions? options = null, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddKeyedSingleton(key, (_, _) => new TimEmulator(options));
        services.AddKeyedSingleton(key, (provider, _) => provider.GetRequiredKeyedService<TimEmulator>(key).Transport);
        services.Configure<RxTimOptions>(NameOf(key), static settings => settings.HasOtherTransport = true);
        services.AddSingleton<IHostedService>(static provider => ActivatorUtilities.CreateInstance<EmulatorWarning>(provider));
        return services;
    }

    /// <summary>Adds <see cref="RxTimJournals"/>: sends that survive a crash, in the journals of a folder. What a crash left is resumed
    /// when the host starts; when it stops, what is in flight is waited for within the host's time, and the rest goes on at the next
    /// start.</summary>
    /// <param name="services">The services.</param>
    /// <param name="folder">The folder; made if it is not there. Each client has its own.</param>
    /// <param name="configure">Sets it up further. With <see cref="RxTimJournalsOptions.Key"/>, the journals are got by the same
    /// key.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddRxTimJournals(
        this IServiceCollection services, string folder, Action<RxTimJournalsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var options = new RxTimJournalsOptions();
        configure?.Invoke(options);
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        var key = options.Key;
        services.AddKeyedSingleton(key, (provider, _) => ActivatorUtilities.CreateInstance<RxTimJournals>(provider, folder, options));
        services.AddSingleton<IHostedService>(provider => new JournalsService(provider.GetRequiredKeyedService<RxTimJournals>(key)));
        return services;
    }

    private static RxTimBuilder Add(IServiceCollection services, string? key)
    {
        var name = NameOf(key);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<RxTimOptions>>(new OptionsRules(name));
        services.AddOptions<RxTimOptions>(name).ValidateOnStart();
        var parts = new ClientParts(key, name);
        services.AddKeyedSingleton(key, (provider, _) => parts.RestOptions(provider));
        services.AddKeyedSingleton(key, (provider, _) => parts.Transport(provider));
        services.AddKeyedSingleton(key, (provider, _) => parts.History(provider));
        services.AddKeyedSingleton(key, (provider, _) => parts.Withdrawal(provider));
        services.AddKeyedSingleton(key, (provider, _) => parts.Pacing(provider));
        services.AddKeyedSingleton(key, (provider, _) => parts.ClientOptions(provider));
        services.AddKeyedSingleton(key, (provider, _) => parts.Client(provider));
        return new RxTimBuilder(services, key, parts, HttpClients.Add(services, key, name));
    }

    private static string NameOf(string? key) => key ?? Options.Options.DefaultName;
}
