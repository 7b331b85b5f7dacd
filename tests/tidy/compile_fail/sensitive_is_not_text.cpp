// must fail with: conversion from|cannot convert
#include "engine/core/sensitive.hpp"

using namespace redress;

void sensitive_is_not_text(const LocatorText& locator) {
  const std::string text(locator.open(TestReveal::grant()));
  (void)text;
#ifdef MISUSE
  const std::string leaked = locator;
  (void)leaked;
#endif
}
