/// What `walaunch` needs of a C library, and no more: the kernel's calls by their usual names.
///
/// A static C library asks the processor about its caches before `main`, some forty questions, each of which stops a virtual
/// machine: a third of a millisecond, more than all the rest of this program's start, and the first task waits for it.
/// On other processors than this one the C library is linked (Package.swift).
#ifdef __x86_64__
#define _GNU_SOURCE
#include <asm/prctl.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void);

static int error_number;

int *__errno_location(void) { return &error_number; }

static long ask(long number, long a, long b, long c, long d, long e, long f) {
    long result;
    register long fourth __asm__("r10") = d;
    register long fifth __asm__("r8") = e;
    register long sixth __asm__("r9") = f;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth), "r"(fifth), "r"(sixth)
                     : "rcx", "r11", "memory");
    return result;
}

static long told(long result) {
    if (result >= 0 || result < -4095) return result;
    error_number = (int)-result;
    return -1;
}

#define CALL(number, a, b, c, d, e, f) \
    told(ask(SYS_##number, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f)))

long syscall(long number, ...) {
    va_list list;
    long words[6];
    va_start(list, number);
    for (int index = 0; index < 6; index++) words[index] = va_arg(list, long);
    va_end(list);
    return told(ask(number, words[0], words[1], words[2], words[3], words[4], words[5]));
}

int access(const char *path, int mode) { return (int)CALL(access, path, mode, 0, 0, 0, 0); }
int chdir(const char *path) { return (int)CALL(chdir, path, 0, 0, 0, 0, 0); }
int close(int descriptor) { return (int)CALL(close, descriptor, 0, 0, 0, 0, 0); }
int dup2(int from, int to) { return (int)CALL(dup2, from, to, 0, 0, 0, 0); }
int dup3(int from, int to, int flags) { return (int)CALL(dup3, from, to, flags, 0, 0, 0); }
pid_t getppid(void) { return (pid_t)CALL(getppid, 0, 0, 0, 0, 0, 0); }
int setpgid(pid_t pid, pid_t group) { return (int)CALL(setpgid, pid, group, 0, 0, 0, 0); }
pid_t setsid(void) { return (pid_t)CALL(setsid, 0, 0, 0, 0, 0, 0); }
mode_t umask(mode_t mask) { return (mode_t)CALL(umask, mask, 0, 0, 0, 0, 0); }

int close_range(unsigned first, unsigned last, int flags) {
    return (int)CALL(close_range, first, last, flags, 0, 0, 0);
}

int execve(const char *path, char *const arguments[], char *const environment[]) {
    return (int)CALL(execve, path, arguments, environment, 0, 0, 0);
}

int fcntl(int descriptor, int command, ...) {
    va_list list;
    va_start(list, command);
    long word = va_arg(list, long);
    va_end(list);
    return (int)CALL(fcntl, descriptor, command, word, 0, 0, 0);
}

int open(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    int mode = va_arg(list, int);
    va_end(list);
    return (int)CALL(open, path, flags, mode, 0, 0, 0);
}

int prctl(int option, ...) {
    va_list list;
    long words[4];
    va_start(list, option);
    for (int index = 0; index < 4; index++) words[index] = va_arg(list, long);
    va_end(list);
    return (int)CALL(prctl, option, words[0], words[1], words[2], words[3], 0);
}

int getrlimit(__rlimit_resource_t resource, struct rlimit *limit) {
    return (int)CALL(prlimit64, 0, resource, 0, limit, 0, 0);
}

int setrlimit(__rlimit_resource_t resource, const struct rlimit *limit) {
    return (int)CALL(prlimit64, 0, resource, limit, 0, 0, 0);
}

long sysconf(int name) {
    struct rlimit limit;
    if (name != _SC_OPEN_MAX || getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur > 1 << 30) return -1;
    return (long)limit.rlim_cur;
}

ssize_t recvmsg(int socket, struct msghdr *message, int flags) {
    return CALL(recvmsg, socket, message, flags, 0, 0, 0);
}

ssize_t send(int socket, const void *bytes, size_t size, int flags) {
    return CALL(sendto, socket, bytes, size, flags, 0, 0);
}

/// Where the compiler does not put it in place.
struct cmsghdr *__cmsg_nxthdr(struct msghdr *message, struct cmsghdr *part) {
    unsigned char *next = (unsigned char *)part + CMSG_ALIGN(part->cmsg_len);
    unsigned char *end = (unsigned char *)message->msg_control + message->msg_controllen;
    if (part->cmsg_len < sizeof *part || next + sizeof *part > end) return 0;
    struct cmsghdr *found = (struct cmsghdr *)next;
    return next + CMSG_ALIGN(found->cmsg_len) > end ? 0 : found;
}

int sigemptyset(sigset_t *set) {
    memset(set, 0, sizeof *set);
    return 0;
}

int sigfillset(sigset_t *set) {
    memset(set, 0xff, sizeof *set);
    return 0;
}

int sigprocmask(int how, const sigset_t *set, sigset_t *before) {
    return (int)CALL(rt_sigprocmask, how, set, before, 8, 0, 0);
}

void *mmap(void *address, size_t size, int protection, int flags, int descriptor, off_t offset) {
    return (void *)CALL(mmap, address, size, protection, flags, descriptor, offset);
}

/// Pages of the kernel's: there are two blocks in all, which grow now and then.
void *malloc(size_t size) {
    size_t *block = mmap(0, size + 16, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED) return 0;
    *block = size + 16;
    return block + 2;
}

void free(void *memory) {
    if (!memory) return;
    size_t *block = (size_t *)memory - 2;
    ask(SYS_munmap, (long)block, (long)*block, 0, 0, 0, 0);
}

// The compiler calls these as well; the processor's own loops, for it would make a C loop a call of the same function.
void *memset(void *memory, int byte, size_t size) {
    void *end = memory;
    __asm__ volatile("rep stosb" : "+D"(end), "+c"(size) : "a"(byte) : "memory");
    return memory;
}

void *memcpy(void *restrict to, const void *restrict from, size_t size) {
    void *end = to;
    __asm__ volatile("rep movsb" : "+D"(end), "+S"(from), "+c"(size) : : "memory");
    return to;
}

void *memchr(const void *memory, int byte, size_t size) {
    const unsigned char *bytes = memory;
    for (size_t index = 0; index < size; index++) {
        if (bytes[index] == (unsigned char)byte) return (void *)(bytes + index);
    }
    return 0;
}

/// Begins a child on a stack of its own, which calls the function and ends with what it returns.
long bare_clone(long flags, void *stack, int *pid, int (*work)(void *), void *argument);
__asm__(".globl bare_clone\n"
        ".hidden bare_clone\n"
        ".type bare_clone, @function\n"
        "bare_clone:\n"
        "  mov %rcx, -8(%rsi)\n"
        "  mov %r8, -16(%rsi)\n"
        "  sub $16, %rsi\n"
        "  mov $56, %eax\n"  // clone(flags, stack, parent_tid, child_tid, tls)
        "  xor %r10d, %r10d\n"
        "  xor %r8d, %r8d\n"
        "  syscall\n"
        "  test %rax, %rax\n"
        "  jz 1f\n"
        "  ret\n"
        "1:\n"
        "  xor %ebp, %ebp\n"
        "  pop %rdi\n"
        "  pop %rax\n"
        "  call *%rax\n"
        "  mov %eax, %edi\n"
        "  mov $60, %eax\n"
        "  syscall\n"
        "  hlt\n");

int clone(int (*work)(void *), void *stack, int flags, void *argument, ...) {
    va_list list;
    va_start(list, argument);
    int *pid = va_arg(list, int *);
    va_end(list);
    return (int)told(bare_clone(flags, stack, pid, work, argument));
}

/// The first code of the program.
__attribute__((noreturn, used)) void bare_start(void) {
    // Where a compiler that guards stacks looks for its number.
    static long thread[16] __attribute__((aligned(64)));
    thread[0] = (long)thread;
    ask(SYS_arch_prctl, ARCH_SET_FS, (long)thread, 0, 0, 0, 0);
    int code = main();
    for (;;) ask(SYS_exit_group, code, 0, 0, 0, 0, 0);
}
__asm__(".globl _start\n"
        ".type _start, @function\n"
        "_start:\n"
        "  xor %ebp, %ebp\n"
        "  and $-16, %rsp\n"
        "  call bare_start\n"
        "  hlt\n");
#endif
