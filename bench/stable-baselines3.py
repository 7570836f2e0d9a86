# PPO of stable-baselines3 on CartPole-v1, one thread, defaults: steps of the environment a second, with all its learning.
# Prints one line of JSON. What `npm run bench -- train` puts beside its own figure.

import json
import sys
import time

import stable_baselines3
import torch
from stable_baselines3 import PPO

ROLLOUT = 2048

torch.set_num_threads(1)
iterations = int(sys.argv[1])
model = PPO("MlpPolicy", "CartPole-v1", seed=1, device="cpu")
# The first one warms up.
model.learn(ROLLOUT)
start = time.perf_counter()
model.learn(ROLLOUT * iterations, reset_num_timesteps=False)
seconds = time.perf_counter() - start
print(
    json.dumps(
        {
            "stable_baselines3": stable_baselines3.__version__,
            "torch": torch.__version__,
            "steps_per_second": round(ROLLOUT * iterations / seconds),
        }
    )
)
