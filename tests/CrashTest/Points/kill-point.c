// Preloaded into a process, kills it (SIGKILL) just before its n-th change of a file in a folder: a write, a sync, a change of length, a
// new file, a new name, a deletion. KILL_POINT is n, KILL_POINT_FOLDER the folder's full path. What is written through a mapping is not
// counted.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long changes;
static long kill_point;
static const char *folder;
static size_t folder_length;

__attribute__((constructor)) static void begin(void)
{
    const char *point = getenv("KILL_POINT");
    folder = getenv("KILL_POINT_FOLDER");
    kill_point = point ? atol(point) : 0;
    folder_length = folder ? strlen(folder) : 0;
}

static void change(void)
{
    if (atomic_fetch_add(&changes, 1) + 1 != kill_point)
        return;
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

static int is_in_folder(const char *path)
{
    return folder_length > 0 && strncmp(path, folder, folder_length) == 0;
}

static void change_path(const char *path)
{
    if (is_in_folder(path))
        change();
}

static void change_fd(int fd)
{
    char link[32], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return;
    path[length] = 0;
    change_path(path);
}

static void change_by_open(const char *path, int flags)
{
    struct stat there;
    if ((flags & (O_CREAT | O_TRUNC)) && is_in_folder(path) && ((flags & O_TRUNC) || lstat(path, &there) != 0))
        change();
}

// REAL(name): the function of the C library.
#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

#define ON_FD(type, name, fd, parameters, arguments) \
    type name parameters \
    { \
        static typeof(&name) real; \
        if (!real) \
            real = REAL(name); \
        change_fd(fd); \
        return real arguments; \
    }

ON_FD(ssize_t, write, fd, (int fd, const void *bytes, size_t count), (fd, bytes, count))
ON_FD(ssize_t, pwrite, fd, (int fd, const void *bytes, size_t count, off_t at), (fd, bytes, count, at))
ON_FD(ssize_t, pwrite64, fd, (int fd, const void *bytes, size_t count, off64_t at), (fd, bytes, count, at))
ON_FD(ssize_t, writev, fd, (int fd, const struct iovec *parts, int count), (fd, parts, count))
ON_FD(ssize_t, pwritev, fd, (int fd, const struct iovec *parts, int count, off_t at), (fd, parts, count, at))
ON_FD(ssize_t, pwritev64, fd, (int fd, const struct iovec *parts, int count, off64_t at), (fd, parts, count, at))
ON_FD(int, fsync, fd, (int fd), (fd))
ON_FD(int, fdatasync, fd, (int fd), (fd))
ON_FD(int, ftruncate, fd, (int fd, off_t length), (fd, length))
ON_FD(int, ftruncate64, fd, (int fd, off64_t length), (fd, length))
ON_FD(int, posix_fallocate, fd, (int fd, off_t at, off_t length), (fd, at, length))
ON_FD(int, posix_fallocate64, fd, (int fd, off64_t at, off64_t length), (fd, at, length))

int unlink(const char *path)
{
    change_path(path);
    return REAL(unlink)(path);
}

int rename(const char *from, const char *to)
{
    change_path(to);
    return REAL(rename)(from, to);
}

#define BY_OPEN(name) \
    int name(const char *path, int flags, ...) \
    { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        change_by_open(path, flags); \
        return REAL(name)(path, flags, mode); \
    }

BY_OPEN(open)
BY_OPEN(open64)
