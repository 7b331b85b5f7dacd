// The only place that includes Boost.MSM; comes before anything else of Boost.MPL in a machine's .cpp, and in no header.
// `mpl::vector` stops at 20 rows (50 with a macro), so a table is folded by push_back.
#pragma once

#include <boost/mpl/push_back.hpp>
#include <boost/mpl/vector.hpp>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/front/state_machine_def.hpp>

namespace redress::msm {

template <class Vector, class... T>
struct Folded {
  using type = Vector;
};
template <class Vector, class T, class... Rest>
struct Folded<Vector, T, Rest...> : Folded<typename boost::mpl::push_back<Vector, T>::type, Rest...> {};

}  // namespace redress::msm
