@echo off
rem Umbel, from its distribution. The twin of the command without an extension. Not tested on Windows.
setlocal
call "%~dp0jdk25.cmd"
if not defined JAVA25_HOME exit /b 2
set "home=%~dp0.."
if not defined UMBEL_COMMAND set "UMBEL_COMMAND=%~n0"
"%JAVA25_HOME%\bin\java" "@%home%\jvm.args" "-Dumbel.command=%UMBEL_COMMAND%" -Dumbel.terminal=false -cp "%home%\lib\*" org.umbel.node.cli.Main %*
exit /b %ERRORLEVEL%
