#!/usr/bin/env bash
# Tells Spark which NVIDIA GPUs this machine has: spark.worker.resource.gpu.discoveryScript (standalone)
# or spark.executor.resource.gpu.discoveryScript (YARN, Kubernetes). Where CUDA_VISIBLE_DEVICES is set,
# only those; econ-spark then finds a granted one by its position there.
set -euo pipefail

fail() {
  echo "gpu-discovery: $1" >&2
  exit 1
}

if [[ -n ${CUDA_VISIBLE_DEVICES:-} ]]; then
  devices=${CUDA_VISIBLE_DEVICES//[[:space:]]/}
else
  command -v nvidia-smi >/dev/null ||
    fail "cannot find nvidia-smi: this machine has no NVIDIA driver; run without the gpu resource settings."
  devices=$(nvidia-smi --query-gpu=index --format=csv,noheader | paste -s -d, -) ||
    fail "nvidia-smi failed: $devices"
fi
[[ -n $devices ]] || fail "nvidia-smi lists no GPU; run without the gpu resource settings."
printf '{"name": "gpu", "addresses": ["%s"]}\n' "${devices//,/\", \"}"
