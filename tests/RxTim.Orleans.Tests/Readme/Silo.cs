using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Persistence;
using RxTim.Rest;
using StackExchange.Redis;

namespace RxTim.Orleans.Tests;

/// <summary>The silo of the README.</summary>
internal static class Silo
{
    public static IHost Build(string redis, RestTransportOptions rest, Func<IServiceProvider, HttpClient> http)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        // README begins
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = ("shop", "shop"))
            .UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redis))
            .AddRedisGrainStorage("RxTim", (RedisStorageOptions options) =>
            {
                options.ConfigurationOptions = ConfigurationOptions.Parse(redis);
                options.DeleteStateOnClear = true;
            })
            .UseRedisReminderService(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redis))
            .AddRxTim(options =>
            {
                options.Transport = services => new RestTransport(http(services), rest);
                options.History = services => new RestMessageHistory(http(services), rest);
                options.Withdrawal = services => new RestMessageWithdrawal(http(services), rest);
                options.Pace = ClusterPace.Tencent;
            }));
        // README ends
        return builder.Build();
    }
}
