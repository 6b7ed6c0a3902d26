#!/bin/sh
# Makes what `ip -j -d` says of a small router at two instants, and edge.rtmon beside it, in a network namespace of its
# own:
#   unshare --net sh record.sh
# Needs root and iproute2. before-*.json is the host as it stands, after-*.json the same some changes later; the
# recording begins before anything is up and ends with the second. The routes of 198.51.100.0/24 and 2001:db8:1::/48
# are as BIRD installs them: full tables are made in their shape.
set -eu
cd "$(dirname "$0")"

dump() {
  ip -j -d link > "$1-link.json"
  ip -j -d addr > "$1-addr.json"
  ip -j -d route show table all > "$1-route.json"
  ip -j -d -6 route show table all > "$1-route6.json"
  ip -j -d -p route > "$1-route-main-pretty.json"
  ip -j -d -6 route > "$1-route6-main.json"
  ip -j -d neigh > "$1-neigh.json"
  ip -j -d rule > "$1-rule.json"
  ip -j -d -6 rule > "$1-rule6.json"
  ip -j -d nexthop > "$1-nexthop.json"
  ip -j netconf > "$1-netconf.json"
}

rtmon file edge.rtmon &
rtmon=$!
trap 'kill $rtmon' EXIT
sleep 0.5

ip link set lo up
ip link add up1 type veth peer name peer1
ip link add up2 type veth peer name peer2
ip link add lan0 type bridge
ip link set peer2 master lan0
for link in up1 peer1 up2 peer2 lan0; do ip link set $link up; done
ip link add up3 type veth peer name peer3
ip link set peer3 up
ip link set up3 up
ip addr add 192.0.2.1/24 dev up1
ip addr add 192.0.2.65/24 dev up1
ip addr add 203.0.113.1 peer 203.0.113.2/32 dev up2
ip addr add 2001:db8::1/64 dev up1 nodad
ip addr add 10.30.0.1/24 dev up3 valid_lft 4000 preferred_lft 3000
sleep 0.3

ip route add 198.51.100.0/24 via 192.0.2.2 proto bird metric 32
ip -6 route add 2001:db8:1::/48 via 2001:db8::2 proto bird metric 32
ip route add default via 192.0.2.2
ip -6 route add default via 2001:db8::2
ip route add 198.51.100.9 via 192.0.2.3 proto bgp src 192.0.2.65
ip route add 10.40.0.0/16 nexthop via 192.0.2.2 nexthop via 203.0.113.2 weight 2
ip -6 route add 2001:db8:40::/48 nexthop via 2001:db8::2 nexthop via 2001:db8::3
ip route add blackhole 10.41.0.0/16
ip -6 route add unreachable 2001:db8:41::/48
ip -6 route add 2001:db8:42::/48 via 2001:db8::2 expires 3000
ip route add 10.43.0.0/16 via 192.0.2.2 mtu 1400 table 100
ip route add 10.44.0.0/16 via inet6 2001:db8::9 dev up1
ip route add 10.45.0.0/16 via 192.0.2.2 tos 0x10
ip route append 10.46.0.0/16 via 192.0.2.4
ip route append 10.46.0.0/16 via 192.0.2.5
ip route prepend 10.46.0.0/16 via 192.0.2.6
ip nexthop add id 1 via 192.0.2.7 dev up1
ip nexthop add id 2 via 192.0.2.8 dev up1
ip nexthop add id 9 group 1/2,3
ip route add 10.47.0.0/16 nhid 1
ip route add 10.48.0.0/16 nhid 9
ip rule add from 10.43.0.0/16 lookup 100 priority 500
ip neigh add 192.0.2.2 lladdr 02:00:00:00:00:02 dev up1 nud permanent
ip -6 neigh add 2001:db8::2 lladdr 02:00:00:00:00:02 router dev up1 nud permanent
ip neigh add proxy 192.0.2.99 dev up1
sleep 2.5
dump before

ip route del 198.51.100.9
ip route change 10.44.0.0/16 via 192.0.2.9
ip route append 10.46.0.0/16 via 192.0.2.7
ip -6 route del 2001:db8:40::/48 nexthop via 2001:db8::3
ip route add 10.49.0.0/16 via 192.0.2.2 proto static metric 7
ip addr del 203.0.113.1 peer 203.0.113.2/32 dev up2
ip link set up3 down
ip link set lan0 mtu 1400
ip neigh replace 192.0.2.2 lladdr 02:00:00:00:00:22 dev up1 nud permanent
ip nexthop del id 2
ip rule del priority 500
sleep 0.5
dump after

