#!/bin/sh
# Makes what FRR and `ip` say of a small router at two instants, in a network namespace of its own:
#   unshare --net --mount sh record.sh
# Needs root, iproute2 and FRR (made with 8.4.4): zebra and staticd run from a folder that goes with the namespace.
set -eu
cd "$(dirname "$0")"

mkdir -p /var/run/frr
mount -t tmpfs frr /var/run/frr
chown frr:frr /var/run/frr

ip link set lo up
sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
for name in up1 up2 lan off; do
  ip link add $name type veth peer name $name-peer
  ip link set $name-peer up
done
for name in up1 up2 lan; do ip link set $name up; done
ip addr add 192.0.2.1/24 dev up1
ip addr add 198.51.100.1/24 dev up2
ip addr add 10.1.0.1/16 dev lan
ip addr add 203.0.113.9/30 dev off
ip addr add 2001:db8:1::1/64 dev up1 nodad
ip addr add 2001:db8:2::1/64 dev up2 nodad
ip addr add 10.200.0.1 peer 10.200.0.2/32 dev up2
# Routes of the kernel that FRR did not make.
ip route add default via 192.0.2.254 metric 100
ip route add 10.20.0.0/16 via 10.1.0.20 proto dhcp src 10.1.0.1
ip route add unreachable 10.21.0.0/16 metric 4278198272
ip -6 route add 2001:db8:20::/48 via 2001:db8:1::20 metric 512

cat > /var/run/frr/frr.conf <<'CONF'
hostname edge
ip route 10.50.0.0/16 192.0.2.2
ip route 10.51.0.0/16 192.0.2.2
ip route 10.51.0.0/16 198.51.100.2
ip route 10.52.0.0/16 blackhole
ip route 10.53.0.0/16 reject
ip route 10.54.0.0/16 Null0
ip route 10.55.0.0/16 10.50.0.7
ip route 10.56.0.0/16 172.31.0.1
ip route 10.57.0.0/16 lan
ip route 10.58.0.0/16 192.0.2.3 table 100
ip route 10.59.0.0/16 192.0.2.3 250
ip route 10.59.0.0/16 198.51.100.3 200
ip route 0.0.0.0/0 198.51.100.254
ip route 10.60.1.1/32 192.0.2.4 tag 7
ip route 10.61.0.0/16 192.0.2.5 up1 onlink
ipv6 route 2001:db8:50::/48 2001:db8:1::2
ipv6 route 2001:db8:51::/48 2001:db8:1::2
ipv6 route 2001:db8:51::/48 2001:db8:2::2
ipv6 route 2001:db8:52::/48 blackhole
ipv6 route 2001:db8:55::/48 2001:db8:50::7
ipv6 route 2001:db8:56::/48 2001:db8:ffff::1
ipv6 route 2001:db8:57::/48 fe80::2 up1
ipv6 route 2001:db8:58::/48 2001:db8:1::3 table 100
ipv6 route ::/0 fe80::1 up2
CONF
chown frr:frr /var/run/frr/frr.conf
/usr/lib/frr/zebra -d -f /var/run/frr/frr.conf
/usr/lib/frr/staticd -d -f /var/run/frr/frr.conf
sleep 3

show() { vtysh -c "$1"; }
tell() {
  show 'show ip route json' > $1-route.json
  show 'show ipv6 route json' > $1-route6.json
  show 'show ip route table 100 json' > $1-route-table-100.json
  show 'show ipv6 route table 100 json' > $1-route6-table-100.json
  show 'show ip route vrf all json' > $1-route-vrf-all.json
  ip -j -d link > $1-link.json
  ip -j -d addr > $1-addr.json
  ip -j -d route show table all > $1-kernel.json
  ip -j -d -6 route show table all > $1-kernel6.json
}
tell before
vtysh -c 'configure terminal' -c 'no ip route 10.50.0.0/16 192.0.2.2' -c 'ip route 10.70.0.0/16 192.0.2.7' \
  -c 'no ipv6 route 2001:db8:51::/48 2001:db8:2::2' -c 'no ip route 10.51.0.0/16 192.0.2.2'
sleep 2
tell after
kill $(cat /var/run/frr/staticd.pid) $(cat /var/run/frr/zebra.pid)
