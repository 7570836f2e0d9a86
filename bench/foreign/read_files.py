"""Reads a model and event files with the libraries that others use, and compares them with what was written.

usage: read_files.py FOLDER; FOLDER has expected.json and what it names. Prints a JSON line for each reader.
"""

import json
import logging
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(sys.argv[1])
EXPECTED = json.loads((FOLDER / "expected.json").read_text())


def member(model, name):
    with zipfile.ZipFile(FOLDER / model["file"]) as archive:
        return archive.read(name)


def read_zip():
    """Every member unpacks to its checksum, and bears no date of its own."""
    names = 0
    for model in EXPECTED["models"]:
        with zipfile.ZipFile(FOLDER / model["file"]) as archive:
            broken = archive.testzip()
            assert broken is None, f"{broken} is broken"
            assert archive.namelist() == sorted(model["members"]), archive.namelist()
            assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert json.load(archive.open("data"))["step"] == model["step"]
            names += len(archive.namelist())
    return {"members": names}


def read_safetensors():
    """Every tensor of the policy has its shape and its values, to the bit."""
    import numpy
    from safetensors.numpy import load, load_file

    tensors = 0
    for model in EXPECTED["models"]:
        path = FOLDER / "policy.safetensors"
        path.write_bytes(member(model, "policy.safetensors"))
        found = load_file(path)
        assert found.keys() == model["tensors"].keys(), found.keys()
        for name, expected in model["tensors"].items():
            values = numpy.array(expected["values"], numpy.float32).reshape(expected["shape"])
            assert found[name].dtype == numpy.float32 and numpy.array_equal(found[name], values), name
        for other in model["members"]:
            if other.endswith(".safetensors"):
                tensors += len(load(member(model, other)))
    return {"tensors": tensors}


def run_onnx():
    """The graph gives what the forward pass by the definition gives."""
    import numpy
    import onnxruntime

    largest = 0.0
    rows = 0
    for model in EXPECTED["models"]:
        session = onnxruntime.InferenceSession(member(model, "policy.onnx"), providers=["CPUExecutionProvider"])
        observations = numpy.array(model["observations"], numpy.float32)
        for begin, end in ((0, 1), (1, len(observations))):
            found = dict(
                zip(
                    [one.name for one in session.get_outputs()],
                    session.run(None, {"observation": observations[begin:end]}),
                )
            )
            assert found.keys() == model["outputs"].keys(), found.keys()
            for name, expected in model["outputs"].items():
                values = numpy.array(expected[begin:end])
                assert found[name].shape == values.shape, name
                largest = max(largest, float(numpy.abs(found[name] - values).max()))
        rows += len(observations)
    assert largest < 1e-5, f"differs by {largest}"
    return {"rows": rows, "largest_difference": largest}


def read_events():
    """TensorBoard has every scalar at its step and time, and of a resumed run what came last."""
    import numpy
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    logging.getLogger("tensorboard").setLevel(logging.ERROR)
    accumulator = EventAccumulator(str(FOLDER / "events"), size_guidance={"scalars": 0})
    accumulator.Reload()
    tags = accumulator.Tags()
    assert sorted(tags["scalars"]) == sorted(EXPECTED["scalars"]), tags
    scalars = 0
    for tag, expected in EXPECTED["scalars"].items():
        found = [[one.step, one.wall_time, one.value] for one in accumulator.Scalars(tag)]
        assert found == [[step, wall, float(numpy.float32(value))] for step, wall, value in expected], tag
        scalars += len(found)
    for tag, expected in EXPECTED["texts"].items():
        (found,) = accumulator.Tensors(tag)
        assert found.tensor_proto.string_val[0].decode() == expected, tag
    return {"scalars": scalars, "texts": len(EXPECTED["texts"])}


READERS = [
    ("zipfile", None, read_zip),
    ("safetensors", "safetensors", read_safetensors),
    ("onnxruntime", "onnxruntime", run_onnx),
    ("EventAccumulator", "tensorboard", read_events),
]

for reader, package, read in READERS:
    told = {"reader": reader}
    try:
        found = read()
        told |= {"version": version(package) if package else sys.version.split()[0], "equal": True, **found}
    except ImportError as error:
        told |= {"skipped": True, "reason": str(error)}
    except Exception as error:
        told |= {"equal": False, "reason": f"{type(error).__name__}: {error}"}
    print(json.dumps(told))
