using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sms.Tests;

public sealed class FreePortTests
{
    [Fact]
    public void None_is_given_twice_nor_from_those_of_outgoing_connections()
    {
        var ports = Enumerable.Range(0, 500).Select(_ => FreePort.On(IPAddress.Loopback)).ToList();

        Assert.Equal(ports.Count, ports.Distinct().Count());
        var outgoing = int.Parse(File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split('\t')[0], CultureInfo.InvariantCulture);
        Assert.All(ports, port => Assert.InRange(port, 10_000, outgoing - 1));
    }

    [Fact]
    public void An_address_of_another_machine_is_an_error_and_not_tried_again()
    {
        var error = Assert.Throws<SocketException>(() => FreePort.On(IPAddress.Parse("192.0.2.1")));

        Assert.Equal(SocketError.AddressNotAvailable, error.SocketErrorCode);
    }
}
