#!/bin/sh
# Makes the secrets that compose.yaml hands to the services, each once: what is there stays.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
# The folder is closed to others; in a container the file itself must be readable by the image's user.
keep() { [ -e "secrets/$1" ] || { printf '%s' "$2" >"secrets/$1"; chmod 644 "secrets/$1"; }; }

keep postgres-password "$(random)"
keep store-url "postgres://learnpath:$(cat secrets/postgres-password)@postgres:5432/learnpath"
keep service-secret "$(random)"
keep grafana-password "$(random)"
keep metrics-token "$(random)"
