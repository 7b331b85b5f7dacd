// Brings a store's tables up to date: migrations/NNNN_what.sql in order, forward only, one transaction each.
#pragma once

#include "engine/store/connection.hpp"

namespace redress::store {

/// Throws `StoreFailure` for a file that is not ours or was written by a newer program; both are left untouched.
void migrate(Connection& connection);

/// Throws `StoreFailure` like `migrate`, and for an empty file and one with damaged pages; changes nothing.
void inspect(Connection& connection);

}  // namespace redress::store
