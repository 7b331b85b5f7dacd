# Who may link whom. A module is a static library named after its folder (engine/core -> engine_core); configuring fails when
# a link is not in this table. tests/tidy reads the same table for `#include`s.
#
#   row: MODULE | modules it may link
set(REDRESS_MODULE_TABLE
  "engine_core|"
  "engine_yaml|engine_core"
  "engine_seal|engine_core"
  "engine_store|engine_core"
  "engine_transport|engine_core"
  "engine_intake|engine_core"
  "engine_locate|engine_core engine_intake"
  "engine_directory|engine_core engine_yaml engine_intake"
  "engine_alert|engine_core"
  "engine_identity|engine_core"
  "engine_report|engine_core"
  "policies|engine_core engine_yaml"
  "workflows_msm|engine_core"
  "workflows_asking|engine_core workflows_msm"
  "workflows_triage|engine_core workflows_msm"
  "workflows_hotline_ntd|engine_core workflows_msm workflows_asking"
  "workflows_trusted_flagger|engine_core workflows_msm workflows_asking"
  "workflows_partner_referral|engine_core workflows_msm workflows_asking"
  "workflows_removal_order|engine_core workflows_msm workflows_asking"
  "workflows_law_enforcement|engine_core workflows_msm workflows_asking"
  "workflows_victim_removal|engine_core workflows_msm workflows_asking"
  "connectors_kit|engine_core"
  "connectors_abuse_mail|engine_core connectors_kit"
  "connectors_assisted_form|engine_core"
  "engine_runtime|engine_core engine_seal"
  "engine_api|engine_core engine_runtime engine_report"
  "engine_app|engine_core engine_yaml engine_seal engine_store engine_transport engine_intake engine_locate engine_directory engine_alert engine_identity engine_report policies workflows_msm workflows_asking workflows_triage workflows_hotline_ntd workflows_trusted_flagger workflows_partner_referral workflows_removal_order workflows_law_enforcement workflows_victim_removal connectors_kit connectors_abuse_mail connectors_assisted_form engine_runtime engine_api sandbox"
  "sandbox|engine_core")

# redress_module(NAME engine_core [SOURCES a.cpp …] [LINKS engine_core …] [PRIVATE OpenSSL::Crypto …])
function(redress_module)
  cmake_parse_arguments(arg "" "NAME" "SOURCES;LINKS;PRIVATE" ${ARGN})
  set(allowed "not in the table")
  foreach(row IN LISTS REDRESS_MODULE_TABLE)
    if(row MATCHES "^${arg_NAME}\\|(.*)$")
      string(REPLACE " " ";" allowed "${CMAKE_MATCH_1}")
    endif()
  endforeach()
  if(allowed STREQUAL "not in the table")
    message(FATAL_ERROR "module ${arg_NAME} is not in REDRESS_MODULE_TABLE (cmake/modules.cmake): add a row that says what it may link")
  endif()
  foreach(link IN LISTS arg_LINKS)
    if(NOT link IN_LIST allowed)
      message(FATAL_ERROR "module ${arg_NAME} may not link ${link}: see REDRESS_MODULE_TABLE in cmake/modules.cmake")
    endif()
  endforeach()
  if(NOT arg_SOURCES)  # headers alone
    add_library(${arg_NAME} INTERFACE)
    target_link_libraries(${arg_NAME} INTERFACE ${arg_LINKS})
    return()
  endif()
  add_library(${arg_NAME} STATIC ${arg_SOURCES})
  target_include_directories(${arg_NAME} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${arg_NAME} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE})
endfunction()
