// The probabilities of all tokens that a model knows, sixteen at once; see tokens.h.

#include "wide.h"

int64_t fieldproof_largest_at(const float * from, int64_t count);
void fieldproof_log_shares(const float * given, int64_t count, float * out);
void fieldproof_powers(const float * given, int64_t count, float * out);

// Where the first one of the largest numbers is.
WIDE int64_t fieldproof_largest_at(const float * from, int64_t count) {
    const float most = largest(from, count);
    const __m256 wanted = _mm256_set1_ps(most);
    int64_t at = 0;
    for (; at + 8 <= count; at += 8) {
        const int found = _mm256_movemask_ps(_mm256_cmp_ps(_mm256_loadu_ps(from + at), wanted, _CMP_EQ_OQ));
        if (found != 0) {
            return at + __builtin_ctz(found);
        }
    }
    while (at < count - 1 && from[at] != most) {
        ++at;
    }
    return at;
}

// The logarithms of the shares that the powers of e have of their sum. What is -infinity stays so.
WIDE void fieldproof_log_shares(const float * given, int64_t count, float * out) {
    const float most = largest(given, count);
    const __m256 offset = _mm256_set1_ps(most);
    __m256 sums[2] = { _mm256_setzero_ps(), _mm256_setzero_ps() };
    int64_t at = 0;
    for (; at + 16 <= count; at += 16) {
        for (int part = 0; part < 2; ++part) {
            const __m256 values = _mm256_loadu_ps(given + at + 8 * part);
            sums[part] = _mm256_add_ps(sums[part], exponentials(_mm256_sub_ps(values, offset)));
        }
    }
    for (; at < count; at += 8) {
        sums[0] = _mm256_add_ps(sums[0], exponentials(_mm256_sub_ps(some(given + at, count - at), offset)));
    }
    const float total = most + logf(sum_of(_mm256_add_ps(sums[0], sums[1])));
    const __m256 totals = _mm256_set1_ps(total);
    for (at = 0; at + 8 <= count; at += 8) {
        _mm256_storeu_ps(out + at, _mm256_sub_ps(_mm256_loadu_ps(given + at), totals));
    }
    for (; at < count; ++at) {
        out[at] = given[at] - total;
    }
}

// e to the power of each number, 0 for -infinity.
WIDE void fieldproof_powers(const float * given, int64_t count, float * out) {
    int64_t at = 0;
    for (; at + 8 <= count; at += 8) {
        _mm256_storeu_ps(out + at, powers_of(_mm256_loadu_ps(given + at)));
    }
    if (at < count) {
        float last[8];
        _mm256_storeu_ps(last, powers_of(some(given + at, count - at)));
        for (int64_t one = at; one < count; ++one) {
            out[one] = last[one - at];
        }
    }
}
