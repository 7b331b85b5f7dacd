// must fail with: conversion from|cannot convert|no matching
#include "engine/core/sensitive.hpp"

using namespace redress;

void sensitive_kinds_do_not_mix(const LocatorText& locator) {
  const LocatorText copy = locator;
  (void)copy;
#ifdef MISUSE
  const HostName host = locator;
  (void)host;
#endif
}
