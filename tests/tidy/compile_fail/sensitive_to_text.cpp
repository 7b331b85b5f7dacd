// must fail with: conversion|convert
// Sensitive text does not become text by itself.
#include "engine/core/sensitive.hpp"

std::string text_of(const redress::LocatorText& locator) {
  const std::string withheld(locator.withheld());
#ifdef MISUSE
  return locator;
#endif
  return withheld;
}
