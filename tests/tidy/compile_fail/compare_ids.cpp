// refused: no match for|invalid operands
// Numbers of different kinds are not compared.
#include "engine/core/id.hpp"

bool same(redress::RequestId request, redress::NoticeId notice) { return request == notice; }
