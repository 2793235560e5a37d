"""Writes loader.json: what docs/weights.md computes from loader-*.safetensors, in PyTorch.

Run by hand after changing the document: python tests/golden/loader.py (needs torch, numpy and safetensors).
"""

import json
import re
from pathlib import Path

here = Path(__file__).parent
document = (here / "../../docs/weights.md").read_text(encoding="utf-8")
code = re.findall(r"```python\n(.*?)```", document, re.DOTALL)
names = {}
exec("\n".join(code), names)
torch = names["torch"]

states = torch.linspace(-1.5, 1.5, 16).reshape(8, 2)
baseline = names["load_network"](here / "loader-baseline.safetensors")
hnn = names["load_network"](here / "loader-hnn.safetensors")
result = {
    "code": code,
    "torch": torch.__version__.split("+")[0],
    "states": states.flatten().tolist(),
    "baseline": baseline(states).flatten().tolist(),
    "energy": hnn(states).flatten().tolist(),
    "field": names["hamiltonian_field"](hnn, states).flatten().tolist(),
}
(here / "loader.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
