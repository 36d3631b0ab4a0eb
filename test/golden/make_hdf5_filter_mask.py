"""Makes keras-files-more/hdf5-filter-mask.h5: chunks that say which of the filters were left out when they were written.

Made with h5py 3 (any version writes the same). Run from the root: python test/golden/make_hdf5_filter_mask.py
"""

import zlib

import h5py
import numpy as np

values = np.arange(16, dtype="<f4")
chunks = [values[i : i + 4].tobytes() for i in range(0, 16, 4)]


def shuffled(data):
    return np.frombuffer(data, "u1").reshape(-1, 4).T.tobytes()


# The first filter is the shuffle, the second deflates.
stored = [
    (zlib.compress(shuffled(chunks[0])), 0b00),
    (zlib.compress(chunks[1]), 0b01),
    (shuffled(chunks[2]), 0b10),
    (chunks[3], 0b11),
]
with h5py.File("test/golden/keras-files-more/hdf5-filter-mask.h5", "w") as file:
    data = file.create_dataset("data", (16,), "<f4", chunks=(4,), shuffle=True, compression="gzip", track_times=False)
    for i, (chunk, mask) in enumerate(stored):
        data.id.write_direct_chunk((4 * i,), chunk, filter_mask=mask)
    assert (data[:] == values).all()
