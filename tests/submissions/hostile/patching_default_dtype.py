"""
kind: patching
tries: Global switches of torch are turned: double precision, no gradients, inference mode, many threads.
plain: yes
"""

torch.set_default_dtype(torch.float64)
torch.set_grad_enabled(False)
torch.inference_mode().__enter__()
torch.set_num_threads(64)
torch.use_deterministic_algorithms(True)
