// How whisper.cpp judges which token may follow, where it goes through all 51,864 of them one after the other.
//
// Included before whisper.cpp, which then calls these in the place of its own steps; see before_whisper.h, tokens.c and
// docs/adr/0017.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <vector>

extern "C" {
int64_t fieldproof_largest_at(const float * from, int64_t count);
void fieldproof_log_shares(const float * given, int64_t count, float * out);
void fieldproof_powers(const float * given, int64_t count, float * out);
}

// whisper.cpp declares both for numbers that may not be changed and gives numbers that may: C++ chooses these.
static inline void whisper_compute_logprobs(std::vector<float> & logits, int count, std::vector<float> & logprobs) {
    fieldproof_log_shares(logits.data(), count, logprobs.data());
}
static inline void whisper_compute_probs(std::vector<float> & logits, int count, std::vector<float> & logprobs,
                                         std::vector<float> & probs) {
    (void) logits;
    fieldproof_powers(logprobs.data(), count, probs.data());
}

// The tokens that one way goes on with, best first: chosen where whisper.cpp sorts, taken where it draws lots.
static thread_local std::vector<int> fieldproof_next_tokens;

// whisper.cpp calls these three by the names of the standard library, so they have to be there.
namespace std {

// The largest number.
template <class At> At fieldproof_max_element(At from, At to) {
    return from + fieldproof_largest_at(&*from, to - from);
}

// The tokens up to `middle` that come first. whisper.cpp sorts for them and does not look at what came out.
template <class At, class Before> void fieldproof_partial_sort(At first, At middle, At last, Before is_before) {
    const size_t count = middle - first;
    std::vector<At> best;
    best.reserve(count + 1);
    auto last_of_best = *first;
    for (At one = first; one != last; ++one) {
        if (best.size() < count || is_before(*one, last_of_best)) {
            best.insert(std::upper_bound(best.begin(), best.end(), one,
                                         [&](At a, At b) { return is_before(*a, *b); }),
                        one);
            best.resize(std::min(best.size(), count));
            last_of_best = *best.back();
        }
    }
    fieldproof_next_tokens.clear();
    for (At one : best) {
        fieldproof_next_tokens.push_back(one->second);
    }
}

// Where tokens were chosen just before, those, one after the other: what a search along several ways asks for, whereas
// whisper.cpp draws lots for each and so loses likely ways and takes others twice. Otherwise lots, as it says.
template <class Number = int> class fieldproof_discrete_distribution {
public:
    template <class At> fieldproof_discrete_distribution(At from, At to) {
        chosen.swap(fieldproof_next_tokens);
        if (chosen.empty()) {
            lots.reset(new std::discrete_distribution<Number>(from, to));
        }
    }
    template <class Chance> Number operator()(Chance & chance) {
        return lots ? (*lots)(chance) : chosen.at(taken++);
    }

private:
    std::vector<int> chosen;
    size_t taken = 0;
    std::unique_ptr<std::discrete_distribution<Number>> lots;
};

} // namespace std

#define max_element fieldproof_max_element
#define partial_sort fieldproof_partial_sort
#define discrete_distribution fieldproof_discrete_distribution
