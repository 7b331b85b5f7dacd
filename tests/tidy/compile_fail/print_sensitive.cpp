// refused: use of deleted function|call to deleted function|overload resolution selected deleted operator
// Sensitive text does not go into a stream.
#include "engine/core/sensitive.hpp"

#include <iostream>

void print(const redress::LocatorText& locator) { std::cout << locator; }
