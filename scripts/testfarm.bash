# Sourced by scripts/testfarm: the cables between its namespaces, and what is wrong with them. Uses farm, count, rate,
# loss, multicast, largest and nets.

# One bridge for each part of nets, or for all machines, and a cable from it to each of its machines.
lay_nets() {
  local net machine parts
  IFS=/ read -ra parts <<<"${nets:-$(seq -s, "$count")}"
  for net in $(seq ${#parts[@]}); do
    ip -n "$farm-0" link add "bridge$net" type bridge
    ip -n "$farm-0" link set "bridge$net" up
    for machine in ${parts[net - 1]//,/ }; do
      lay_cable "$net" "$machine"
    done
  done
  # Nobody goes further from here.
  ip -n "$farm-0" addr add 10.231.0.254/24 dev bridge1
}

# A machine's only cable is its eth0; of several, each is a port of a bridge eth0 that forwards nothing between them.
lay_cable() {
  local net=$1 machine=$2 end=eth0
  if [ "$machine" -gt "$count" ]; then
    echo "testfarm: --nets names machine $machine of $count" >&2
    exit 2
  fi
  if [ "$(tr , / <<<"$nets" | tr / '\n' | grep -cx "$machine")" -gt 1 ]; then
    ip -n "$farm-$machine" link show eth0 >/dev/null 2>&1 || ip -n "$farm-$machine" link add eth0 type bridge
    end=net$(($(ip -n "$farm-$machine" -br link show type veth | wc -l) + 1))
  fi
  ip -n "$farm-0" link add "port$net.$machine" type veth peer name "$end" netns "$farm-$machine"
  ip -n "$farm-0" link set "port$net.$machine" master "bridge$net" up
  if [ "$end" != eth0 ]; then
    ip -n "$farm-$machine" link set "$end" master eth0 up
    bridge -n "$farm-$machine" link set dev "$end" isolated on
  fi
  limit_rate "$farm-$machine" "$end"
  limit_rate "$farm-0" "port$net.$machine"
}

# What leaves NAMESPACE by DEVICE: at the rate; 2 ms of it at once, since timers are late on a busy machine.
limit_rate() {
  [ -n "$rate" ] || return 0
  local burst=$((rate * 250))
  [ "$burst" -ge 3100 ] || burst=3100
  tc -n "$1" qdisc add dev "$2" root tbf rate "${rate}mbit" burst "$burst" latency 18ms
}

# Returns when its network is up: a bridge's carrier comes up to a second after its ports', and programs look at it.
address_machine() {
  local tries
  if ! ip -n "$farm-$1" addr add "10.231.0.$1/24" dev eth0 2>/dev/null; then
    echo "testfarm: --nets leaves machine $1 without a cable" >&2
    exit 2
  fi
  ip -n "$farm-$1" link set eth0 up
  ip -n "$farm-$1" route add default via 10.231.0.254
  for tries in $(seq 100); do
    [[ $(ip -n "$farm-$1" -br link show eth0) != *" UP "* ]] || return 0
    sleep 0.05
  done
  echo "testfarm: the network of machine $1 does not come up" >&2
  exit 3
}

# What machine $1 does not get to see of what has come over its cable. Its own multicast comes back by eth0, and stays.
filter_machine() {
  [ -n "$loss$largest" ] || [ -z "$multicast" ] || return 0
  {
    echo 'table inet farm { chain arriving { type filter hook input priority 0;'
    echo "iifname \"lo\" accept; ip saddr 10.231.0.$1 accept"
    [ -n "$multicast" ] || echo 'ip daddr 224.0.0.0/4 ip daddr != 224.0.0.251 counter drop'
    [ -z "$largest" ] || echo "meta length > $largest counter drop"
    [ -z "$loss" ] || awk -v percent="$loss" \
      'BEGIN { printf "numgen random mod 1000000 < %d counter drop\n", percent * 10000 + 0.5 }'
    printf '}\n}\n'
  } | ip netns exec "$farm-$1" nft -f -
}
