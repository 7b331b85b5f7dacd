# g++ 12 in C++20 refuses Boost 1.74's boost/msm/back/state_machine.hpp: five constructors are written as template-ids
# (`state_machine<A0,...>(...)`), which C++20 forbids. Boost 1.81 has it mended but cannot be installed beside libcpprest-dev.
# So that one header is copied into the build tree with the constructor names shortened, first on the include path, and only
# when the pattern is there: newer Boosts are left alone.
add_library(boost_msm INTERFACE)
set(msm_header boost/msm/back/state_machine.hpp)
find_file(msm_installed ${msm_header} HINTS ${Boost_INCLUDE_DIRS} REQUIRED NO_CACHE)
file(READ "${msm_installed}" msm_text)
string(REGEX REPLACE "([\n ])state_machine<A0,A1,A2,A3,A4[ \t\r\n]*>[ \t\r\n]*\\(" "\\1state_machine(" msm_mended "${msm_text}")
if(NOT msm_mended STREQUAL msm_text)
  set(msm_include "${CMAKE_BINARY_DIR}/boost_msm_compat")
  set(msm_copy "${msm_include}/${msm_header}")
  set(msm_present "")
  if(EXISTS "${msm_copy}")
    file(READ "${msm_copy}" msm_present)
  endif()
  if(NOT msm_present STREQUAL msm_mended)  # untouched when unchanged: no needless rebuild
    file(WRITE "${msm_copy}" "${msm_mended}")
  endif()
  target_include_directories(boost_msm SYSTEM INTERFACE "${msm_include}")
endif()
target_include_directories(boost_msm SYSTEM INTERFACE ${Boost_INCLUDE_DIRS})
