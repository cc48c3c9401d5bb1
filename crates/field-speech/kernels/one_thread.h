// What does not say how many threads it wants gets one. ggml's own default is four, and they wait for each other in
// loops that take all of their cores: whisper.cpp aligns words in time with it, whatever number it was given.
#pragma once
#include "ggml.h"
#undef GGML_DEFAULT_N_THREADS
#define GGML_DEFAULT_N_THREADS 1
