// Included before each of ggml's processor sources; see variants.cmake.
#pragma once

// What does not say how many threads it wants gets one. ggml's own default is four, and they wait for each other in
// loops that take all of their cores: whisper.cpp aligns words in time with it, whatever number it was given.
#include "ggml.h"
#undef GGML_DEFAULT_N_THREADS
#define GGML_DEFAULT_N_THREADS 1

#ifndef __cplusplus
// Products of matrices are asked of products.c first. The one who asks is written in C; what is asked for, in C++.
#define llamafile_sgemm fieldproof_products
#endif
