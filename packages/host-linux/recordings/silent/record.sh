#!/bin/sh
# Makes silent.rtmon and what `ip` says at its end, in a network namespace of its own:
#   unshare --net sh record.sh
# Needs root and iproute2. It holds everything that the kernel drops without a message: routes of links that go down or
# lose their last address, routes that prefer an address that went, replaced routes, nexthop objects of such links.
# The recording begins before anything is up, so that all that stands at its end is in it.
set -eu
cd "$(dirname "$0")"

rtmon file silent.rtmon &
rtmon=$!
sleep 0.5

ip link set lo up
for n in 1 2 3 4; do
  ip link add up$n type veth peer name peer$n
  ip link set up$n up
  ip link set peer$n up
  ip addr add 10.0.$n.1/24 dev up$n
  ip addr add 2001:db8:$n::1/64 dev up$n nodad
done
sleep 0.5

ip nexthop add id 1 via 10.0.1.2 dev up1
ip nexthop add id 2 via 10.0.2.2 dev up2
ip nexthop add id 3 via 10.0.3.2 dev up3
ip nexthop add id 9 group 1/2,3/3
ip nexthop add id 11 via 2001:db8:1::2 dev up1
ip nexthop add id 12 via 2001:db8:2::2 dev up2
ip nexthop add id 19 group 11/12
ip nexthop add id 29 group 1

# Through each link: one in main, one of another table, one without gateway.
for n in 1 2 3 4; do
  ip route add 10.1$n.0.0/16 via 10.0.$n.2
  ip route add 10.2$n.0.0/16 via 10.0.$n.2 table 100
  ip route add 10.3$n.0.0/16 dev up$n
  ip route add 10.3$n.1.0/24 dev up$n scope host
done
ip route add 10.40.0.0/16 nexthop via 10.0.1.2 nexthop via 10.0.2.2 weight 2
ip route add 10.41.0.0/16 nexthop via 10.0.1.2 nexthop via 10.0.3.2
ip route add 10.42.0.0/16 nexthop via 10.0.2.2 nexthop via 10.0.4.2
ip route add 10.43.0.0/16 nexthop via 10.0.3.2 nexthop via 10.0.4.2
ip route add 10.50.0.0/16 via 10.0.4.2 src 10.0.2.1
ip route add 10.50.0.0/16 via 10.0.4.2 src 10.0.2.1 table 100
ip route add 10.51.0.0/16 via 10.0.2.2 src 10.0.4.1
ip route add 10.60.0.0/16 nhid 1
ip route add 10.61.0.0/16 nhid 9
ip route add 10.62.0.0/16 nhid 29
ip route add 10.63.0.0/16 nhid 3
ip -6 route add 2001:db8:60::/48 nhid 11
ip -6 route add 2001:db8:61::/48 nhid 19
ip -6 route add 2001:db8:70::/48 nexthop via 2001:db8:1::2 nexthop via 2001:db8:2::2

# Places in a slot, and what replaces the first of it.
ip route append 10.70.0.0/16 via 10.0.4.3
ip route append 10.70.0.0/16 via 10.0.4.4
ip route prepend 10.70.0.0/16 via 10.0.4.5
ip route replace 10.70.0.0/16 via 10.0.4.6
ip route append 10.70.0.0/16 blackhole 2>/dev/null || ip route append blackhole 10.70.0.0/16
ip route add 10.71.0.0/16 via 10.0.4.3
ip route replace unreachable 10.71.0.0/16

# up1 goes down, and comes again; up2 loses its last address, and gets another one.
ip link set up1 down
sleep 0.2
ip link set up1 up
ip addr del 10.0.2.1/24 dev up2
sleep 0.2
ip route add 10.80.0.0/16 nexthop via 10.0.3.2 nexthop via 10.0.4.2
ip addr del 10.0.3.1/24 dev up3
sleep 0.2
# up3 keeps next hops that are dead, those of up2 live again.
ip addr add 10.0.2.9/24 dev up2

# up4 loses its carrier, which takes but nexthop objects along.
ip nexthop add id 4 via 10.0.4.2 dev up4
ip route add 10.90.0.0/16 nhid 4
ip link set peer4 down
sleep 0.2

# A link is gone, with a multipath route that led through another one as well; its index is not given again.
ip link add gone type bridge
ip link set gone up
ip addr add 10.0.9.1/24 dev gone
ip route add 10.91.0.0/16 nexthop via 10.0.9.2 nexthop via 10.0.4.2
ip route add 10.92.0.0/16 via 10.0.9.2
ip neigh add 10.0.9.2 lladdr 02:00:00:00:00:09 dev gone nud permanent
ip link del gone

# A nexthop object is taken away while routes lead by it.
ip nexthop add id 5 via 10.0.2.3 dev up2
ip nexthop add id 59 group 2/5
ip route add 10.93.0.0/16 nhid 5
ip route add 10.94.0.0/16 nhid 59
ip nexthop del id 5
sleep 2.5

ip -j -d link > final-link.json
ip -j -d addr > final-addr.json
ip -j -d route show table all > final-route.json
ip -j -d -6 route show table all > final-route6.json
ip -j -d neigh > final-neigh.json
ip -j -d nexthop > final-nexthop.json
# Not where several next hops live, of which a hash takes one.
for destination in 10.11.0.9 10.12.0.9 10.41.0.9 10.43.0.9 10.50.0.9 10.51.0.9 10.63.0.9 10.70.0.9 10.71.0.9 \
  10.80.0.9 10.91.0.9 10.93.0.9 10.94.0.9 10.0.1.1 10.0.2.1 10.0.2.9 10.34.1.9 2001:db8:61::9; do
  printf '%s ' $destination
  ip -j route get $destination 2>&1 | tr '\n' ' ' | sed 's/ *$//'
  echo
done > route-get.txt

kill $rtmon
wait $rtmon || true
