"""Python loads this by itself in a server that strace is to look into.

Where Yama guards the kernel only a process's forebears may do that; the process can name others, and each for itself.
"""

import ctypes
import os

PR_SET_PTRACER, ANYBODY = 0x59616D61, ctypes.c_ulong(-1)


def _allow() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANYBODY, 0, 0, 0)


_allow()
os.register_at_fork(after_in_child=_allow)
