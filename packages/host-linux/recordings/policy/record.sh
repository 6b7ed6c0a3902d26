#!/bin/sh
# Makes policy.rtmon and what `ip` says at its end, in a network namespace of its own:
#   unshare --net sh record.sh
# Needs root and iproute2. It holds one of each kind of object that the other recordings lack.
set -eu
cd "$(dirname "$0")"

ip link set lo up
rtmon file policy.rtmon &
rtmon=$!
sleep 0.5

ip link add br0 type bridge
ip link set br0 alias 'upstream, café'
ip link property add dev br0 altname bridge-zero altname bridge-of-the-upstream
ip link set br0 up
ip link add vx0 mtu 1400 type vxlan id 5 dstport 4789
ip link set vx0 master br0
ip link set vx0 up
ip tuntap add mode tun name tt0
ip link set tt0 up

ip addr add 10.1.1.1/24 brd + dev br0 label br0:x
ip addr add 10.1.1.2/24 dev br0
ip addr add 10.9.9.1 peer 10.9.9.2/30 dev br0 metric 77 scope link
ip addr add 224.1.1.1/32 dev br0 autojoin
ip addr add 169.254.3.3/32 dev br0 scope 77
ip addr add 2001:db8::1/64 dev br0 nodad
ip addr add 2001:db8::5/64 dev br0 valid_lft 500 preferred_lft 100 mngtmpaddr noprefixroute nodad
ip addr add 2001:db8:1::1 peer 2001:db8:2::/64 dev br0 nodad

ip route add 10.50.0.0/16 via 10.1.1.5 dev br0 mtu lock 1400 advmss 1300 rtt 80ms rto_min 5s hoplimit 60 quickack 1 \
  congctl cubic realms 5/6 src 10.1.1.2 metric 44 proto 17
ip route add 10.51.0.0/16 proto 200 table 1000 nexthop via 10.1.1.5 dev br0 weight 3 nexthop via 10.1.1.6 dev br0 onlink
ip route add 10.52.0.0/16 via inet6 2001:db8::7 dev br0
ip route add 10.53.0.0/16 dev br0 tos 0x10 scope link
ip route add throw 10.55.0.0/16
ip route add prohibit 10.56.0.0/16 table 253
ip -6 route add 2001:db8:5::/48 via 2001:db8::9 dev br0 expires 1000 pref high
ip -6 route add 2001:db8:6::/48 from 2001:db8:77::/64 via 2001:db8::9 dev br0
ip -6 route add 2001:db8:7::/48 nexthop via 2001:db8::9 dev br0 weight 4 nexthop via 2001:db8::a dev br0
ip -6 route add 2001:db8:8::/48 encap ip6 id 5 dst 2001:db8::55 via 2001:db8::9 dev br0
ip -6 route add ::ffff:192.0.2.0/120 dev br0
ip -6 route add blackhole 2001:db8:9::/48

ip nexthop add id 1 via 10.1.1.5 dev br0
ip nexthop add id 2 via 2001:db8::9 dev br0 proto 12
ip nexthop add id 3 blackhole
ip nexthop add id 6 via 10.1.1.6 dev br0 onlink
ip nexthop add id 4 group 1,5/6,3
ip nexthop add id 7 group 1,2/6 type resilient buckets 8 idle_timer 5
ip nexthop add id 8 via 2001:db8::9 fdb
ip nexthop add id 9 dev br0
ip route add 10.60.0.0/16 nhid 1
ip route add 10.61.0.0/16 nhid 7

ip neigh add 10.1.1.77 lladdr 02:00:00:00:00:01 dev br0 nud permanent
ip neigh add 10.1.1.78 lladdr 02:00:00:00:00:02 dev br0 extern_learn router protocol 3
ip -6 neigh add 2001:db8::77 lladdr 02:00:00:00:00:01 dev br0 router nud noarp

ip rule add from 10.0.0.0/8 to 10.2.0.0/16 tos 0x10 fwmark 0x5/0xff table 100 priority 500 iif br0 oif nosuch \
  uidrange 5-10 ipproto tcp sport 100-200 dport 300
ip rule add not from 10.9.0.0/16 blackhole priority 600
ip rule add priority 700 from 192.0.2.4 goto 32766
ip rule add priority 701 goto 40000
ip rule add priority 800 unreachable iif nosuch
ip rule add priority 900 table 7 suppress_prefixlength 3 suppress_ifgroup 4 tun_id 77 realms 3/4
ip rule add priority 901 l3mdev protocol 12
ip rule add priority 902 nop
ip -6 rule add priority 903 from 2001:db8::/32 prohibit

sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.br0.rp_filter=2 net.ipv4.conf.br0.ignore_routes_with_linkdown=1 \
  net.ipv4.conf.br0.bc_forwarding=1
sleep 2.5

ip -j -d link > final-link.json
ip -j -d addr > final-addr.json
ip -j -d route show table all > final-route.json
ip -j -d -6 route show table all > final-route6.json
ip -j -d neigh > final-neigh.json
ip -j -d rule > final-rule.json
ip -j -d -6 rule > final-rule6.json
ip -j -d nexthop > final-nexthop.json
ip -j netconf > final-netconf.json

kill $rtmon
wait $rtmon || true
