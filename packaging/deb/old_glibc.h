/* Included before every C file of Python and SQLite: glibc 2.29 gave these functions a second
   version, and a program linked to that one does not start with an older glibc. */
#ifdef __aarch64__
#define FIRST "GLIBC_2.17"
#else
#define FIRST "GLIBC_2.2.5"
#endif
__asm__(".symver exp, exp@" FIRST);
__asm__(".symver exp2, exp2@" FIRST);
__asm__(".symver log, log@" FIRST);
__asm__(".symver log2, log2@" FIRST);
__asm__(".symver pow, pow@" FIRST);
