"""What the dramatiq command loads: `dramatiq workers.actors --processes 2 --threads 1`.

For whoever runs workers under dramatiq's own supervisor; `certcheck worker` does the same without it. Each thread waits
for a reader, so more threads than `CERTCHECK_READERS` gain nothing.
"""

from wiring.config import read_config
from wiring.work import broker_with_actors

broker = broker_with_actors(read_config())
