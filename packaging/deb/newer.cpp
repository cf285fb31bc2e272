// What Qt for arm64 calls of glibc 2.29 and 2.30 and of GCC 9's libstdc++, for systems that have glibc
// 2.28 and GCC 8. newer.map gives it the versions that use_newer.py has Qt's libraries ask for.
#include <algorithm>
#include <cstddef>
#include <ctime>
#include <memory_resource>
#include <new>
#include <pthread.h>

// glibc's own, as they were until 2.28; the later ones differ in how they tell errors.
__asm__(".symver older_log, log@GLIBC_2.17");
__asm__(".symver older_log2, log2@GLIBC_2.17");
__asm__(".symver older_pow, pow@GLIBC_2.17");

extern "C" {

double older_log(double);
double older_log2(double);
double older_pow(double, double);

double log(double x) noexcept { return older_log(x); }
double log2(double x) noexcept { return older_log2(x); }
double pow(double x, double y) noexcept { return older_pow(x, y); }

// Waits by the wall clock, as programs compiled by GCC 9 and earlier do.
int pthread_cond_clockwait(pthread_cond_t *condition, pthread_mutex_t *mutex, clockid_t clock,
                           const timespec *end)
{
    constexpr long second = 1'000'000'000;
    timespec now, wall;
    clock_gettime(clock, &now);
    clock_gettime(CLOCK_REALTIME, &wall);
    const long nanoseconds = wall.tv_nsec + end->tv_nsec - now.tv_nsec + second; // not negative
    wall.tv_sec += end->tv_sec - now.tv_sec - 1 + nanoseconds / second;
    wall.tv_nsec = nanoseconds % second;
    return pthread_cond_timedwait(condition, mutex, &wall);
}

} // extern "C"

// Memory that is given back all at once, in chunks that are each half as large again as the last. The
// header has the rest of these classes.
namespace std::pmr {

memory_resource::~memory_resource() = default;

memory_resource *get_default_resource() noexcept
{
    class Heap final : public memory_resource
    {
        void *do_allocate(size_t bytes, size_t alignment) override
        {
            return ::operator new(bytes, align_val_t(alignment));
        }
        void do_deallocate(void *memory, size_t, size_t alignment) override
        {
            ::operator delete(memory, align_val_t(alignment));
        }
        bool do_is_equal(const memory_resource &other) const noexcept override { return this == &other; }
    };
    alignas(Heap) static char place[sizeof(Heap)]; // never destroyed, for others may use it to the end
    static memory_resource *const heap = new (place) Heap;
    return heap;
}

// Stands before the memory of its chunk.
class monotonic_buffer_resource::_Chunk
{
public:
    _Chunk *next;
    size_t bytes, alignment;
};

void monotonic_buffer_resource::_M_new_buffer(size_t bytes, size_t alignment)
{
    alignment = max(alignment, alignof(max_align_t));
    const size_t header = (sizeof(_Chunk) + alignment - 1) / alignment * alignment;
    const size_t whole = header + max(bytes, _M_next_bufsiz);
    char *const memory = static_cast<char *>(_M_upstream->allocate(whole, alignment));
    _M_head = new (memory) _Chunk{_M_head, whole, alignment};
    _M_current_buf = memory + header;
    _M_avail = whole - header;
    _M_next_bufsiz *= _S_growth_factor;
}

void monotonic_buffer_resource::_M_release_buffers() noexcept
{
    while (_Chunk *const chunk = _M_head) {
        _M_head = chunk->next;
        _M_upstream->deallocate(chunk, chunk->bytes, chunk->alignment);
    }
}

monotonic_buffer_resource::~monotonic_buffer_resource() { release(); }

} // namespace std::pmr
