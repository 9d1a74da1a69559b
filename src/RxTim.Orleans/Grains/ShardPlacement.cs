using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace RxTim.Orleans;

/// <summary>Puts the shards of a send on the silos in turn.</summary>
[Serializable, GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("RxTim.ShardPlacement")]
internal sealed class ShardPlacement : PlacementStrategy
{
    public static readonly ShardPlacement Instance = new();
}

/// <inheritdoc cref="ShardPlacement"/>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ShardPlacementAttribute() : PlacementAttribute(ShardPlacement.Instance);

/// <inheritdoc cref="ShardPlacement"/>
internal sealed class ShardPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } hint)
            return Task.FromResult(hint);
        Array.Sort(silos);
        var key = target.GrainIdentity.Key.ToString() ?? "";
        // Sends do not all begin on the same silo.
        var name = ByteWriter.Checksum(System.Text.Encoding.UTF8.GetBytes(ShardKey.SendOf(key)));
        return Task.FromResult(silos[(int)((name + (uint)ShardKey.NumberOf(key)) % (uint)silos.Length)]);
    }
}
