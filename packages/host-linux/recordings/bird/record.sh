#!/bin/sh
# Makes bird.rtmon and what `ip` says at three instants, in a network namespace of its own:
#   unshare --net sh record.sh
# Needs root, iproute2 and BIRD 2 (made with 2.0.12). BIRD feeds routes into the kernel, moves and withdraws some of them, and
# takes all away when it ends; a static route that it did not make stays.
set -eu
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'kill $rtmon 2>/dev/null || true; rm -r "$folder"' EXIT

rtmon file bird.rtmon &
rtmon=$!
sleep 0.5

ip link set lo up
for name in up1 up2; do
  ip link add $name type veth peer name $name-peer
  ip link set $name-peer up
  ip link set $name up
done
ip addr add 192.0.2.1/24 dev up1
ip addr add 198.51.100.1/24 dev up2
ip addr add 2001:db8:1::1/64 dev up1 nodad
ip addr add 2001:db8:2::1/64 dev up2 nodad
ip route add 203.0.113.0/24 via 192.0.2.9

# $1 and $2: gateways of the routes that move; $3: routes that come or go.
config() {
  cat > "$folder/bird.conf" <<CONF
router id 192.0.2.1;
protocol device {}
protocol kernel kernel4 { metric 64; ipv4 { export all; }; }
protocol kernel kernel6 { metric 64; ipv6 { export all; }; }
protocol static static4 {
  ipv4;
  route 10.50.0.0/16 via $1;
  route 10.51.0.0/16 via 192.0.2.2 via 198.51.100.2;
  route 10.52.0.0/16 blackhole;
  route 10.53.0.0/16 prohibit;
  $3
}
protocol static static6 {
  ipv6;
  route 2001:db8:50::/48 via $2;
  route 2001:db8:51::/48 via 2001:db8:1::2 via 2001:db8:2::2;
  route 2001:db8:52::/48 unreachable;
}
CONF
}

tell() {
  ip -j -d link > "$1-link.json"
  ip -j -d addr > "$1-addr.json"
  ip -j -d route show table all > "$1-route.json"
  ip -j -d -6 route show table all > "$1-route6.json"
}

sleep 2
config 192.0.2.2 2001:db8:1::2 'route 10.60.0.0/16 via 192.0.2.3; route 10.61.0.0/16 via 192.0.2.3;'
bird -c "$folder/bird.conf" -s "$folder/bird.ctl" -P "$folder/bird.pid"
sleep 2
tell fed
config 198.51.100.2 2001:db8:2::2 'route 10.61.0.0/16 via 192.0.2.3; route 10.62.0.0/16 via 198.51.100.3;'
birdc -s "$folder/bird.ctl" configure > "$folder/told"
sleep 2
tell moved
birdc -s "$folder/bird.ctl" down > "$folder/told"
sleep 2
tell final
