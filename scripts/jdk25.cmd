@echo off
rem Called: sets JAVA25_HOME to a JDK 25 wherever this machine keeps its JDKs, by the version that each says of itself; or
rem says what to install and leaves it empty. The twin of jdk25.bash. Not tested on Windows.
set "umbel_jdk="
call :try "%JAVA25_HOME%"
call :try "%JAVA_HOME%"
set "java_on_path="
for %%j in (java.exe) do set "java_on_path=%%~dp$PATH:j"
if defined java_on_path call :try "%java_on_path%.."
if defined java_on_path for %%p in ("%java_on_path%..\..") do set "jdks=%%~fp"
if defined java_on_path for /d %%d in ("%jdks%\*") do call :try "%%~fd"
for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\jdk-25*") do call :try "%%~fd"
for /d %%d in ("%ProgramFiles%\Java\jdk-25*") do call :try "%%~fd"
for /d %%d in ("%ProgramFiles%\Microsoft\jdk-25*") do call :try "%%~fd"
set "JAVA25_HOME=%umbel_jdk%"
if defined JAVA25_HOME goto :eof
>&2 echo umbel needs a JDK 25, and found none: neither JAVA25_HOME, JAVA_HOME nor the java on the PATH is one.
>&2 echo Install Temurin 25:
>&2 echo     winget install EclipseAdoptium.Temurin.25.JDK
>&2 echo     https://adoptium.net/temurin/releases/?version=25
>&2 echo then run this again, or point to it: set JAVA25_HOME=C:\path\of\jdk-25
goto :eof

:try
if defined umbel_jdk goto :eof
if "%~1"=="" goto :eof
if not exist "%~1\bin\java.exe" goto :eof
if not exist "%~1\release" goto :eof
set "java_version="
for /f "usebackq tokens=1,2 delims==" %%a in ("%~1\release") do if "%%a"=="JAVA_VERSION" set "java_version=%%~b"
if not defined java_version goto :eof
if "%java_version%"=="25" set "umbel_jdk=%~f1"
if "%java_version:~0,3%"=="25." set "umbel_jdk=%~f1"
goto :eof
