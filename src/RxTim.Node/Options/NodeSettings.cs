namespace RxTim.Node;

/// <summary>What the command line and the environment ask for.</summary>
internal sealed record NodeSettings(ListenSettings Listen, ClusterSettings Cluster, BackendSettings Backend, SendingSettings Sending);
