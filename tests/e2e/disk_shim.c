/* SPDX-License-Identifier: MIT
 * Preloaded by tests: counts what a program does to its files and makes one of these steps go wrong.
 *
 *   SHIM_KILL_AT=N      SIGKILL instead of step N (1 is the first)
 *   SHIM_FULL_AT=N      from step N on the disk is full
 *   SHIM_READ_ONLY=DIR  nothing below DIR can be opened for writing, whoever asks
 *   SHIM_KEEP=NAME      no file of this name can be removed from a folder that goes
 *   SHIM_STOP_ON=TEXT   SIGSTOP before a file with TEXT in its path is opened for writing, once
 *
 * A step is a write, sync, cut, renaming, linking or removal of a file, by SQLite or by ourselves. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static atomic_long steps;

static long wanted(const char* variable) {
    const char* text = getenv(variable);
    return text ? atol(text) : 0;
}

/* 1: the disk is full at this step */
static int step(void) {
    long now = atomic_fetch_add(&steps, 1) + 1;
    long kill_at = wanted("SHIM_KILL_AT");
    long full_at = wanted("SHIM_FULL_AT");
    if (kill_at && now >= kill_at) {
        kill(getpid(), SIGKILL);
        pause();
    }
    return full_at && now >= full_at;
}

ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at) {
    if (step()) {
        errno = ENOSPC;
        return -1;
    }
    return NEXT(pwrite64)(fd, bytes, size, at);
}

ssize_t write(int fd, const void* bytes, size_t size) {
    if (fd > STDERR_FILENO && step()) {
        errno = ENOSPC;
        return -1;
    }
    return NEXT(write)(fd, bytes, size);
}

int rename(const char* from, const char* to) {
    step();
    return NEXT(rename)(from, to);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned int flags) {
    step();
    return NEXT(renameat2)(from_folder, from, to_folder, to, flags);
}

int link(const char* from, const char* to) {
    step();
    return NEXT(link)(from, to);
}

int unlinkat(int folder, const char* path, int flags) {
    const char* kept = getenv("SHIM_KEEP");
    step();
    if (kept && strcmp(path, kept) == 0) {
        errno = EPERM;
        return -1;
    }
    return NEXT(unlinkat)(folder, path, flags);
}

int remove(const char* path) {
    step();
    return NEXT(remove)(path);
}

int fdatasync(int fd) {
    step();
    return NEXT(fdatasync)(fd);
}

int fsync(int fd) {
    step();
    return NEXT(fsync)(fd);
}

int ftruncate64(int fd, off64_t size) {
    step();
    return NEXT(ftruncate64)(fd, size);
}

int unlink(const char* path) {
    step();
    return NEXT(unlink)(path);
}

static int refused(const char* path, int flags) {
    const char* folder = getenv("SHIM_READ_ONLY");
    return folder && (flags & (O_WRONLY | O_RDWR | O_CREAT)) && strncmp(path, folder, strlen(folder)) == 0;
}

static void stop_if_wanted(const char* path, int flags) {
    static atomic_int stopped;
    const char* text = getenv("SHIM_STOP_ON");
    if (text && (flags & O_CREAT) && strstr(path, text) && atomic_fetch_add(&stopped, 1) == 0) {
        kill(getpid(), SIGSTOP);
    }
}

int open(const char* path, int flags, ...) {
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    stop_if_wanted(path, flags);
    return NEXT(open)(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    stop_if_wanted(path, flags);
    if (refused(path, flags)) {
        errno = EROFS;
        return -1;
    }
    return NEXT(open64)(path, flags, mode);
}

int access(const char* path, int how) {
    if ((how & W_OK) && refused(path, O_RDWR)) {
        errno = EROFS;
        return -1;
    }
    return NEXT(access)(path, how);
}
