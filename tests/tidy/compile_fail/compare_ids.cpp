// must fail with: no match for|invalid operands
// Numbers of different kinds are not compared.
#include "engine/core/id.hpp"

bool same(redress::RequestId request, redress::NoticeId notice) {
  const bool equal = request == redress::RequestId{notice.value};
#ifdef MISUSE
  return request == notice;
#endif
  return equal;
}
