// must fail with: conversion|convert
// A host is no locator.
#include "engine/core/sensitive.hpp"

redress::LocatorText locator_of(const redress::HostName& host) {
  const redress::LocatorText empty(std::string(host.withheld()));
#ifdef MISUSE
  return host;
#endif
  return empty;
}
