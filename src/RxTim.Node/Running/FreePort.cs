using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace RxTim.Node;

/// <summary>Ports and addresses of this machine.</summary>
internal static class FreePort
{
    /// <summary>Ports that nobody listens on now, each another.</summary>
    public static (int First, int Second) TwoOf(IPAddress address)
    {
        using var one = new TcpListener(address, 0);
        using var other = new TcpListener(address, 0);
        one.Start();
        other.Start();
        return (((IPEndPoint)one.LocalEndpoint).Port, ((IPEndPoint)other.LocalEndpoint).Port);
    }

    /// <summary>Whether the address is this machine's own, and not one behind which it stands.</summary>
    public static bool IsOfThisMachine(IPAddress address) => IPAddress.IsLoopback(address) || NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(static card => card.GetIPProperties().UnicastAddresses)
        .Any(own => own.Address.Equals(address));
}
