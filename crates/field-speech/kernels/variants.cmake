# A second set of ggml's kernels in the same library, chosen when the program runs.
#
# ggml compiles its kernels for one set of instructions; choosing among several is only there for
# shared libraries that lie beside the program. This file, which CMake reads because of
# CMAKE_PROJECT_ggml_INCLUDE in .cargo/config.toml, compiles the same sources once more for AVX-512 with
# VNNI and puts them into libggml-cpu as one object that shows two names. select.c answers which set is
# used. Compilers and systems that it was not tried with keep the AVX2 kernels alone.
#
# It also puts products.c in front of ggml's products of matrices, in both sets, and steps.c and tokens.c into whisper.cpp.

function(fieldproof_add_kernels)
    if(NOT TARGET ggml-cpu OR NOT CMAKE_SYSTEM_NAME STREQUAL "Linux" OR NOT CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64"
       OR NOT CMAKE_OBJCOPY)
        return()
    endif()
    target_compile_options(ggml-cpu PRIVATE "SHELL:-include \"${FIELDPROOF_KERNELS}/before_ggml.h\"")
    target_sources(ggml-cpu PRIVATE "${FIELDPROOF_KERNELS}/products.c")
    set(wide fieldproof-ggml-cpu-avx512)
    get_target_property(folder ggml-cpu SOURCE_DIR)
    get_target_property(sources ggml-cpu SOURCES)
    list(TRANSFORM sources PREPEND "${folder}/" REGEX "^[^/]")
    add_library(${wide} OBJECT ${sources})
    foreach(what COMPILE_OPTIONS COMPILE_DEFINITIONS COMPILE_FEATURES INCLUDE_DIRECTORIES)
        # What the folder sets reaches ggml-cpu without standing in its own properties.
        get_property(value DIRECTORY "${folder}" PROPERTY ${what})
        set_property(TARGET ${wide} APPEND PROPERTY ${what} ${value})
        get_target_property(value ggml-cpu ${what})
        if(value)
            set_property(TARGET ${wide} APPEND PROPERTY ${what} ${value})
        endif()
    endforeach()
    target_link_libraries(${wide} PRIVATE ggml-base)
    set_target_properties(${wide} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    target_include_directories(${wide} PRIVATE "${folder}" "${folder}/ggml-cpu" "${folder}/..")
    # With the instructions of Intel's Cascade Lake (2019) and AMD's Zen 4 (2022); select.c asks for the same.
    target_compile_options(${wide} PRIVATE -mavx512f -mavx512cd -mavx512vl -mavx512dq -mavx512bw -mavx512vnni
        # A "unique" name cannot be made local below.
        $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fno-gnu-unique>)
    target_compile_definitions(${wide} PRIVATE GGML_AVX512 GGML_AVX512_VNNI
        ggml_backend_cpu_reg=fieldproof_cpu_reg_avx512
        fieldproof_attention_of_set=fieldproof_attention_avx512)
    target_compile_definitions(ggml-cpu PRIVATE ggml_backend_cpu_reg=fieldproof_cpu_reg_avx2
        fieldproof_attention_of_set=fieldproof_attention_avx2)

    # One object in which every name but two is local: otherwise the linker could take an inline function of the
    # standard library from here for the whole program, and that one would die on an older processor.
    set(object "${CMAKE_CURRENT_BINARY_DIR}/${wide}.o")
    add_custom_command(OUTPUT "${object}"
        COMMAND ${CMAKE_C_COMPILER} -r -nostdlib -Wl,--force-group-allocation -o "${object}"
            "$<TARGET_OBJECTS:${wide}>"
        COMMAND ${CMAKE_OBJCOPY} --keep-global-symbol=fieldproof_cpu_reg_avx512
            --keep-global-symbol=fieldproof_attention_avx512 "${object}"
        DEPENDS ${wide} "$<TARGET_OBJECTS:${wide}>" COMMAND_EXPAND_LISTS VERBATIM)
    add_custom_target(${wide}-object DEPENDS "${object}")
    add_dependencies(ggml-cpu ${wide}-object)
    set_source_files_properties("${object}" TARGET_DIRECTORY ggml-cpu PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
    target_sources(ggml-cpu PRIVATE "${object}" "${FIELDPROOF_KERNELS}/select.c")
    message(STATUS "Fieldproof: kernels for AVX2 and for AVX-512 with VNNI")
endfunction()

function(fieldproof_add_steps)
    if(NOT TARGET whisper OR NOT CMAKE_SYSTEM_NAME STREQUAL "Linux" OR NOT CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64"
       OR NOT CMAKE_OBJCOPY)
        return()
    endif()
    target_compile_options(whisper PRIVATE "SHELL:-include \"${FIELDPROOF_KERNELS}/before_whisper.h\"")
    target_sources(whisper PRIVATE "${FIELDPROOF_KERNELS}/steps.c" "${FIELDPROOF_KERNELS}/tokens.c")
endfunction()

# Seen from the uppermost folder as well.
set(FIELDPROOF_KERNELS "${CMAKE_CURRENT_LIST_DIR}" CACHE INTERNAL "")
# ggml's targets exist when its own folder has been read.
cmake_language(DEFER CALL fieldproof_add_kernels)
# whisper.cpp's own library is there when the uppermost folder has been read.
cmake_language(DEFER DIRECTORY "${CMAKE_SOURCE_DIR}" CALL fieldproof_add_steps)
