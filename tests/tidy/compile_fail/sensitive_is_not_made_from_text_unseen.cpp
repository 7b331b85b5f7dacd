// must fail with: conversion from|cannot convert
#include "engine/core/sensitive.hpp"

using namespace redress;

void sensitive_is_not_made_from_text_unseen(const LocatorText& locator) {
  const LocatorText copy(std::string("x"));
  (void)copy;
  (void)locator;
#ifdef MISUSE
  const LocatorText unseen = std::string("x");
  (void)unseen;
#endif
}
