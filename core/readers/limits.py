"""Taking away from this process what it does not need to read a file, for good."""

from __future__ import annotations

import sys
from math import ceil

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _NO_BOX_FOR_CRASHES = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX
    _PROCESS_TIME, _ACTIVE_PROCESS, _PROCESS_MEMORY = 0x0002, 0x0008, 0x0100
    _DIE_ON_UNHANDLED_EXCEPTION = 0x0400
    _EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
    _TICKS = 10_000_000  # a second

    class _BasicLimits(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

        _fields_ = (
            ("process_time", wintypes.LARGE_INTEGER),
            ("job_time", wintypes.LARGE_INTEGER),
            ("flags", wintypes.DWORD),
            ("least_working_set", ctypes.c_size_t),
            ("most_working_set", ctypes.c_size_t),
            ("active_processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _Limits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

        _fields_ = (
            ("basic", _BasicLimits),
            ("counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    def limit_this_process(memory: int, seconds: float) -> None:
        """From now on it has so many bytes of memory and seconds of work, and no child.

        Raises OSError.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))  # open as long as the process
        limits = _Limits()
        limits.basic.flags = (
            _PROCESS_TIME | _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_UNHANDLED_EXCEPTION
        )
        limits.basic.process_time = ceil(seconds * _TICKS)
        limits.basic.active_processes = 1
        limits.process_memory = memory
        kernel.SetErrorMode(_NO_BOX_FOR_CRASHES)
        size = ctypes.sizeof(limits)
        this = wintypes.HANDLE(kernel.GetCurrentProcess())
        if not (
            kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size)
            and kernel.AssignProcessToJobObject(job, this)
        ):
            raise ctypes.WinError(ctypes.get_last_error())

else:
    import resource

    def limit_this_process(memory: int, seconds: float) -> None:
        """From now on it has so many bytes of memory and seconds of work, and no child.

        Nor can it open a file or a connection, or write a file. Raises OSError or ValueError.
        """
        for kind, most in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CPU, ceil(seconds)),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NPROC, 0),
            (resource.RLIMIT_NOFILE, 0),
        ):
            _, allowed = resource.getrlimit(kind)
            if allowed != resource.RLIM_INFINITY:
                most = min(most, allowed)
            resource.setrlimit(kind, (most, most))
