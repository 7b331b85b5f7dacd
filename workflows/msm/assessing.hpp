// What every workflow asks of an assessment, so that the same verdict is taken or refused alike everywhere.
#pragma once

#include "workflows/msm/table.hpp"

namespace redress::msm {

/// Who may bring a verdict at all; `basis_fits_actor` narrows it.
using judges = by::either<by::engine, by::partner, by::analyst>;

/// The engine and partners bring verdicts on a rule's, a list's or a partner's authority, people on their own; never the reverse.
struct basis_fits_actor {
  bool operator()(const Assessed& event, const Step& step) const {
    const bool of_a_person = event.basis == AssessmentBasis::analyst || event.basis == AssessmentBasis::second_person;
    return of_a_person != (step.by.kind == ActorKind::engine || step.by.kind == ActorKind::partner);
  }
};
struct of_second_person {
  bool operator()(const Assessed& event, const Step&) const { return event.basis == AssessmentBasis::second_person; }
};

}  // namespace redress::msm
