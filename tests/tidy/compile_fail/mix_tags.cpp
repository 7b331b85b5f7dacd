// refused: could not convert|conversion from|no viable conversion
// A host is no locator.
#include "engine/core/sensitive.hpp"

redress::LocatorText locator_of(const redress::HostName& host) { return host; }
